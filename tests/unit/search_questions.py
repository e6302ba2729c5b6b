"""Questions as delegates and Coordinators would type them, each with the shipped passages that answer it.

Chosen from reading the material, before anything was searched for. All of the shipped material is in English, so the
questions are; other languages are tried on invented texts in test_search_languages.py.
"""

from typing import NamedTuple


class Asked(NamedTuple):
    """A question, the passages that answer it, and whether typing errors are forgiven."""

    question: str
    expected: frozenset[str]
    fuzzy: bool = False


def _asked(question: str, *passages: str, fuzzy: bool = False) -> Asked:
    return Asked(question, frozenset(passages), fuzzy)


QUESTIONS = (
    _asked(
        "Which States have a government focal point for victim assistance?",
        "mon-bih-2019.1", "mon-lao-2018.1", "mon-moz-2019.1", "mon-tcd-2018.1", "mon-gnb-2017.1", "mon-gnb-2019.1",
        "vat-2008-ratification.2",
    ),
    _asked("prosthetics raw materials", "mon-moz-2013.1"),
    _asked("rehabilitation technicians idle", "mon-moz-2013.1"),
    _asked("healthcare card Lebanon", "mon-lbn-2013.3"),
    _asked("refugees from Syria", "mon-lbn-2017.3"),
    _asked("Action 23 Lao PDR coordination", "mon-lao-2018.1", "mon-lao-2018.2", "mon-lao-2015.1"),
    _asked("5.2(g) Guinea-Bissau", "mon-gnb-2017.1", "mon-gnb-2019.1"),
    _asked("peer support workshop", "hrv-cmc-2015.3"),
    _asked("peer support ministry of public health Afghanistan", "mbt-2010-icbl-vafp.2"),
    _asked("beekeeping", "uga-ulsa-aar.1"),
    _asked("goats or bees for families", "org-amae-dogjani.2"),
    _asked("revolving fund", "org-amae-dogjani.2"),
    _asked("casualty recording side event", "im2013-side-casualty.1", "im2013-side-casualty.2"),
    _asked("how many survivors live in Montenegro", "mon-mne-2015.1"),
    _asked("share of children among victims Lebanon", "im2012-lbn-cmc.1", "mon-lbn-2014.1"),
    _asked("survivors on delegations", "im2011-cmc-mokaled.1", "im2012-cmc-preview.2"),
    _asked("no distinction between civilian and military victims", "hrv-documenta-2015.2"),
    _asked("national insurance", "cmm2012-serv-mne.1"),
    _asked("Australia mine action funding share for victim assistance", "1rc-aus.2", "im2013-aus.3"),
    _asked("Cambodia National Disability Strategic Plan", "mbt-13msp-aus.2"),
    _asked("disability-inclusive development", "im2013-aus.4"),
    _asked("survivor needs survey RAVIM", "moz-hi-ravim-2013.1"),
    _asked("Colombia victims' law", "mon-col-2013.1", "mon-col-2013.2"),
    _asked("do the plans have a budget of their own?", "cmm2012-plans-all.1"),
    _asked("funding strategy physical rehabilitation", "mon-lbn-2013.2"),
    _asked(
        "remote and rural areas", "mon-lao-2013.2", "mon-khm-2014.1", "org-hi-1msp.1", "mon-afg-2013.3", "im2014-aus.2"
    ),
    _asked("transport and lodging", "mon-lao-2014f.1"),
    _asked("why did coordination in the DRC not work", "mon-cod-2018.1"),
    _asked("LMAC steering committee", "mon-lbn-2021.1"),
    _asked("vocational training start a business", "org-amae-dogjani.3", "uga-ulsa-aar.1"),
    _asked("jobs for survivors in Uganda", "im2012-uga-cmc.1", "uga-ulsa-aar.1"),
    _asked("women survivors", "mbt-2010-icbl-vafp.3", "mon-moz-2014.1"),
    _asked("gender-sensitive assistance", "nor-2008-wellington.3"),
    _asked("CRPD as overarching framework", "mbt-17msp-nor.1", "hi-factsheets.1"),
    _asked("coordination bodies set up for the CRPD", "im2012-coord-c.1"),
    _asked("health and social care systems", "3msp-va-questions.1"),
    _asked("South-South cooperation", "2msp-outcome-undp.2"),
    _asked("definition of victim includes families and communities", "vat-2008-ratification.1"),
    _asked("accessible schools for children with disabilities", "mon-uga-2013.2"),
    _asked("building law barriers", "mon-uga-2014.2"),
    _asked(
        "involve survivors in planning and decisions",
        "4msp-va-questions.2", "org-hi-1msp.2", "mon-irq-2013.1", "3msp-va-questions.2", "4msp-va-summary.2",
    ),
    _asked("Beirut Progress Report", "2msp-outcome-undp.1"),
    _asked(
        "psychological support",
        "1msp-silamphan.2", "cmm2012-part-sp.2", "mbt-10msp-bih.1", "mbt-2010-icbl-vafp.2", "mon-col-2013.3",
        "mon-lao-2014f.2", "nor-2008-wellington.2", "org-udas.1",
    ),
    _asked("Sierra Leone amputees former combatants", "mon-sle-2014.2"),
    _asked("discrimination jobs Montenegro", "mon-mne-2013.1"),
    _asked(
        "VAP-21",
        "hrv-cmc-2015.1", "hrv-cromac-mva.2", "mon-alb-2016.1", "mon-bih-2019.1", "mon-cod-2018.1", "mon-gnb-2017.1",
        "mon-gnb-2019.1", "mon-lao-2018.1", "mon-lbn-2021.1", "mon-moz-2019.1", "mon-tcd-2018.1",
        "vat-2008-ratification.2",
    ),
    _asked("draft plan waiting for adoption", "mbt-10msp-cod.1", "mbt-10msp-tcd.1"),
    _asked("plan revised in line with the Cartagena Action Plan", "mbt-10msp-alb.1", "mbt-10msp-uga.1"),
    _asked('"community-based rehabilitation"', "mbt-10msp-khm.1", "mon-bih-2014.2"),
    _asked(
        "Thoummy Silamphan",
        "1msp-silamphan.1", "1msp-silamphan.2", "im2011-cmc-banadvocates.1", "lao-qla-2012.1", "lao-qla-2012.2",
        "lao-qla-2012.3",
    ),
    _asked("inclusive education pilot", "mbt-10msp-afg.1"),
    _asked("casualty data Chad", "mon-tcd-2012.1"),
    _asked('"focal point" AND Mozambique', "mon-moz-2019.1"),
    _asked("prosthe* Albania", "mon-alb-2013.2", "mon-alb-2014.2"),
    _asked("obstacles Mozambique", "mon-moz-2017.2"),
    _asked("first obstacle for a donor", "im2012-aus.4"),
    _asked("Bosnia authorities and NGOs collecting data on survivors", "im2012-bih-cmc.1"),
    _asked("Croatia victim database", "hrv-cromac-mva.3", "hrv-documenta-2015.1", "hrv-cmc-2015.2"),
    _asked("free medical care", "cmm2012-serv-lbn.2"),
    _asked("far from hospital", "1msp-silamphan.1"),
    _asked("(prosthetics OR orthotics) AND Lao", "org-cope.1", "org-cope-2012figures.1"),
    _asked("monthly victim assistance meetings", "mon-tcd-2018.1"),
    _asked("visit to Nabatiyeh", "2msp-lbn-gev.2"),
    _asked(
        "LBN challenge",
        "2msp-lbn-gev.1", "cmm2012-serv-lbn.1", "cmm2012-serv-lbn.2", "im2012-lbn-cmc.1", "mon-lbn-2013.2",
        "mon-lbn-2013.3", "mon-lbn-2014.1", "mon-lbn-2017.3",
    ),
    _asked("Norway rights-based approach", "mbt-17msp-nor.1"),
    _asked("rehabilitaion Lebannon", "cmm2012-serv-lbn.1", "mon-lbn-2013.2", fuzzy=True),
    _asked("protheses Mozambiqe", "mon-moz-2013.1", fuzzy=True),
    _asked("psycological suport Colombia", "mon-col-2013.3", fuzzy=True),
    _asked("Kukës database casualties", "mon-alb-2012.1"),
)  # fmt: skip
