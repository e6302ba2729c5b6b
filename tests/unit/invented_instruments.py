"""An invented plan and an invented convention with every trap that the real documents hold."""

from tests.unit.official_documents import Block

CHAPTERS = {
    1: "II. Invented partnerships",
    8: "IV. Invented stockpiles and other matters",
    20: "VI. Invented victim assistance",
    33: "VII. Invented cooperation and assistance",
    51: "VIII. Invented actions in support of the invented plan",
}
LEAD_INS = {1: 5, 8: 6, 20: 7, 26: 8, 33: 9, 51: 10}
LABELS = (
    "Action #{}",
    "Action #{}:",
    "Action {}:",
    "Action n° {}",
    "ACTION {}",
    "Action No. {}",
    "Action # {}",
)


def plan_wording(number: int) -> list[str]:
    """The invented paragraphs of an action: one to four, some with points, items or mentions of other actions."""
    first = (
        f"Make invented progress of kind {number} with age- and gender-sensitive rehabilitation, in coordination"
        f" with the invented organisations of survivors, as Action {number + 1} says, within {number} invented months"
        " of the entry into force for that invented State, and report on the coordination at the next meeting."
    )
    more = {
        0: [],
        1: [
            f"Action {max(1, number - 1)} asks the same of all invented States, whatever the rehabilitation costs, and"
            " nothing in this further paragraph changes what that action or any other invented action says."
        ],
        2: [
            "In doing so, the invented States shall:",
            "(a) invent a focal point for coordination;",
            "(b) invent a budget for non-governmental organisations, including socio-economic ones; and",
            "(c) report.",
        ],
        3: ["1. First invented item.", "2. Second invented item."],
    }
    return [first, *more[number % 4]]


def plan(actions: int = 66, label: str = "") -> tuple[list[Block], dict[str, list[str]]]:
    """Blocks of an invented plan, and the paragraphs of each action.

    label  form of every label; without it the forms take turns
    """
    blocks = [Block("Invented Plan of Action", 1), Block("Contents", 2)]
    blocks += [Block(f"{title} .......... {first + 2}") for first, title in CHAPTERS.items()]
    blocks += [Block(f"Action #{number} Invented title ........ {number + 1}") for number in range(1, actions + 1)]
    blocks.append(Block("I. Introduction", 2))
    blocks += [Block(f"{n}. This invented plan says in its paragraph {n} that Action 20 matters.") for n in range(1, 5)]
    expected = {}
    for number in range(1, actions + 1):
        if number in CHAPTERS:
            blocks.append(Block(CHAPTERS[number], 2))
        if number in LEAD_INS:
            blocks.append(Block(f"{LEAD_INS[number]}. All invented States concerned will:"))
        wording = plan_wording(number)
        form = label or LABELS[number % len(LABELS)]
        if number % 3 or number % 4 == 3:
            blocks += [Block(f"{form.format(number)} {wording[0]}"), *map(Block, wording[1:])]
        else:
            blocks += [Block(form.format(number)), *map(Block, wording)]
        expected[str(number)] = wording
    return blocks, expected


def convention() -> tuple[list[Block], dict[str, list[str]]]:
    """Blocks of an invented convention of five articles, and the paragraphs of the numbers that tests ask for."""
    first = (
        "Each invented State shall, with respect to invented persons in areas under its control, provide invented"
        " assistance in coordination with others, and shall apply paragraph 2 of this Article as provided for in"
        " Article 2 of this invented Convention, so that rehabilitation reaches everybody who has been invented."
    )
    points = [
        "a) Assess invented needs;",
        "b) Develop invented laws, including those referred to in subparagraphs (a) and (c) of this paragraph, so that"
        " nobody who has been invented for these tests is forgotten by the organisations concerned; and",
        "c) Act in coordination, namely by:",
        "(i) inventing a first means;",
        "(ii) inventing a second means.",
    ]
    chapeau = "In fulfilling its obligations under paragraph 1 of this Article each invented State shall:"
    last = "The invented information shall be renewed each year, not later than 30 April."
    letters = "abcdefghij"
    blocks = [
        Block("Invented Convention", 1),
        Block("The invented States, determined to test, Have agreed as follows:"),
        Block("Article 1", 3),
        Block("Invented definitions", 3),
        Block("For the purposes of this invented Convention:"),
        Block("1. “Invented person” means a person invented for tests;"),
        Block("2. “Test” means this."),
        Block("Article 2", 3),
        Block("Invented assistance", 3),
        Block(f"1. {first}"),
        Block(f"2. {chapeau}"),
        *map(Block, points),
        Block("Article 3", 3),
        Block("Invented reports", 3),
        Block("1. Each invented State shall report on:"),
        *[Block(f"{letter}) Invented matter {letter};") for letter in letters],
        Block("k) Invented status of Article 2;"),
        Block("1) Invented contact details, whose letter a scanner misread;"),
        Block("m) Invented resources."),
        Block(f"2. {last}"),
        Block("Article 4", 3),
        Block("Invented reservations", 3),
        Block("The Articles of this invented Convention shall not be subject to reservations."),
    ]
    expected = {
        "1.1": ["“Invented person” means a person invented for tests;"],
        "2.1": [first],
        "2.2": [chapeau, *points],
        "2.2(a)": [points[0][3:]],
        "2.2(b)": [points[1][3:]],
        "2.2(c)": [points[2][3:], *points[3:]],
        "3.1(i)": ["Invented matter i;"],
        "3.1(k)": ["Invented status of Article 2;"],
        "3.1(m)": ["Invented resources."],
        "3.2": [last],
        "4": ["The Articles of this invented Convention shall not be subject to reservations."],
    }
    return blocks, expected
