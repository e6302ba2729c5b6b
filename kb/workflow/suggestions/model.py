"""Ridge regression on TF-IDF of words and pairs, a target per code, with its exact leave-one-group-out predictions.

Solved in its dual form: the weights are (K + N)⁻¹ Y with the kernel K of the examples and the noise N. What the same
model says of a passage without any tag of its contribution follows from the inverse in closed form (hat matrix, PRESS:
Rasmussen and Williams, Gaussian Processes for Machine Learning, 5.4.2), so that nothing needs to be learned again.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from kb.questions import Row, Rows
from kb.workflow.suggestions.features import Document, features, vocabulary_of
from kb.workflow.suggestions.mentions import mentioned

KINDS: Mapping[str, str] = {"provision": "provisions", "theme": "themes", "assessment": "assessments"}
"""What is suggested, and the column of the examples that has its codes."""
OFFERED: Mapping[str, int] = {"provision": 3, "theme": 3, "assessment": 1}
"""How many codes of a kind are suggested."""

# Chosen once, for reasons and not by search: the README beside this package.
_NOISE = 0.4  # of a passage; more trusts single passages less
_NOISE_OF_TEXT = 0.2  # of the text of an action or theme, which is sure to be about it
_BEFORE = 0.2  # weight of the paragraph before
_CONSTANT = 1.0
# Passages learned from at most: the inverse of a matrix of this size takes a third of a second.
MOST = 1_500
# Of a code, examples that are learned from whatever else must be left out.
_SURELY = 40
# A text in which fewer words are known is not guessed at: a French text has half of its words in common with English.
_KNOWN_WORDS, _KNOWN_SHARE = 4, 0.66
NAMED = 2.0  # the score of what a text names by number; one or less is learned
_TEXT_LANGUAGE = "en"  # of the texts of actions, articles and themes
_SEVERAL = ""


@dataclass(frozen=True)
class _Target:
    """The codes of one kind with their weights, and what the examples get without their own contribution."""

    codes: tuple[str, ...]
    examples: csr_matrix
    before: csr_matrix
    weights: np.ndarray
    left_out: np.ndarray


@dataclass(frozen=True, eq=False)
class Model:
    """What was learned of a view; it holds nothing that the view does not show."""

    rows: Rows
    vectorizer: TfidfVectorizer
    targets: Mapping[str, _Target]
    # Of each word the contribution that alone has it, or _SEVERAL.
    words: Mapping[str, str]
    places: Mapping[str, int]

    def scores(self, row: Row) -> Iterator[tuple[str, Sequence[tuple[str, float]]]]:
        """By kind every code with its score, the likeliest first; of what too little is known of, only what is named.

        A passage that was learned from gets what is learned without its contribution, so that no tag suggests itself.
        """
        known = [self._is_known(row)]
        for kind, target in self.targets.items():
            (scores,) = self._scores(kind, [row], known).tolist()
            likely = [(code, score) for code, score in zip(target.codes, scores, strict=True) if score > -inf]
            yield kind, sorted(likely, key=lambda one: (-one[1], one[0]))

    def nearest(self, rows: Rows, most: int) -> Mapping[str, Rows]:
        """By provision at most so many of these passages, the likeliest first; none of which too little is known."""
        target = self.targets.get("provision")
        if target is None:
            return {}
        scores = self._scores("provision", rows, [self._is_known(row) for row in rows])
        ids = np.array([row["passage"] for row in rows])
        return {
            code: [rows[number] for number in np.lexsort((ids, -column))[:most] if np.isfinite(column[number])]
            for code, column in zip(target.codes, scores.T, strict=True)
        }

    def _scores(self, kind: str, rows: Rows, known: Sequence[bool]) -> np.ndarray:
        """A row for each passage, a column for each code; minus infinity for what is not known or named.

        All at once: what was not learned from is turned into numbers in one go.
        """
        target = self.targets[kind]
        scores = np.full((len(rows), len(target.codes)), -inf)
        others = []
        for number, (row, is_known) in enumerate(zip(rows, known, strict=True)):
            if is_known and (place := self.places.get(row["passage"])) is not None:
                scores[number] = target.left_out[place]
            elif is_known:
                others.append(number)
        if others:
            text, before = (
                self.vectorizer.transform([(rows[number].get(part, ""), rows[number]["language"]) for number in others])
                for part in ("text", "before")
            )
            scores[others] = (_kernel(text, before, target.examples, target.before) @ target.weights).round(6)
        if kind == "provision":
            for number, row in enumerate(rows):
                for code in mentioned(row["text"], target.codes):
                    scores[number, target.codes.index(code)] = NAMED
        return scores

    def _is_known(self, row: Row) -> bool:
        words, own = vocabulary_of((row["text"], row["language"])), row["contribution"]
        known: int = sum(self.words.get(word, own) != own for word in words)
        return known >= max(_KNOWN_WORDS, _KNOWN_SHARE * len(words))


def learn(tagged: Rows, texts: Rows) -> Model | None:
    """Learn from tagged passages and the texts of codes; None if there is no word or no code to learn.

    On one processor: readers keep the others, and the sums are the same each time.
    """
    with threadpool_limits(1, user_api="blas"):
        return _learned(tagged, texts)


def _learned(tagged: Rows, texts: Rows) -> Model | None:
    rows = _chosen(tagged)
    documents: list[Document] = [(row["text"], row["language"]) for row in rows]
    words_of_codes: list[Document] = [(row["text"], _TEXT_LANGUAGE) for row in texts]
    vectorizer = TfidfVectorizer(analyzer=features, sublinear_tf=True)
    try:
        vectorizer.fit([*documents, *words_of_codes])
    except ValueError:  # no text has a word
        return None
    examples = vectorizer.transform(documents) if documents else csr_matrix((0, len(vectorizer.vocabulary_)))
    before = vectorizer.transform([(row["before"], row["language"]) for row in rows]) if rows else examples
    groups = _groups(rows)
    targets = {}
    for kind, column in KINDS.items():
        described = [row for row in texts if row["kind"] == kind]
        used = sorted({code for row in rows for code in row[column]})
        codes = tuple(dict.fromkeys([*(row["code"] for row in described), *used]))
        if codes:
            targets[kind] = _target(vectorizer, examples, before, rows, groups, column, codes, described)
    owners = _owners(rows, words_of_codes)
    places = {row["passage"]: place for place, row in enumerate(rows)}
    return Model(rows, vectorizer, targets, owners, places) if targets else None


def _target(
    vectorizer: TfidfVectorizer,
    examples: csr_matrix,
    before: csr_matrix,
    rows: Rows,
    groups: Sequence[Sequence[int]],
    column: str,
    codes: tuple[str, ...],
    described: Rows,
) -> _Target:
    at = {code: place for place, code in enumerate(codes)}
    wanted = np.zeros((len(rows) + len(described), len(codes)))
    for place, row in enumerate(rows):
        wanted[place, [at[code] for code in row[column]]] = 1.0
    for place, row in enumerate(described, start=len(rows)):
        wanted[place, at[row["code"]]] = 1.0
    if described:
        texts = vectorizer.transform([(row["text"], _TEXT_LANGUAGE) for row in described])
        examples = csr_matrix(vstack([examples, texts]))
        before = csr_matrix(vstack([before, csr_matrix(texts.shape)]))
    noise = np.full(len(wanted), _NOISE)
    noise[len(rows) :] = _NOISE_OF_TEXT
    inverse = np.linalg.inv(_kernel(examples, before, examples, before) + np.diag(noise))
    weights = inverse @ wanted
    left_out = np.zeros((len(rows), len(codes)))
    for group in groups:
        left_out[group] = wanted[group] - np.linalg.solve(inverse[np.ix_(group, group)], weights[group])
    return _Target(codes, examples, before, weights, left_out.round(6))


def _kernel(text: csr_matrix, before: csr_matrix, texts: csr_matrix, befores: csr_matrix) -> np.ndarray:
    """How alike texts are, with the paragraphs before them: cosine of TF-IDF, and a constant for the mean."""
    alike: np.ndarray = (text @ texts.T + _BEFORE * (before @ befores.T)).toarray() + _CONSTANT
    return alike


def _chosen(tagged: Rows) -> Rows:
    """Whole contributions, MOST passages at most: first those with a rare code, then in an order that chance gives."""
    if len(tagged) <= MOST:
        return tagged
    groups = sorted((tagged[group[0]]["contribution"], group) for group in _groups(tagged))
    groups.sort(key=lambda one: hashlib.sha256(one[0].encode()).digest())
    taken: dict[str, Sequence[int]] = {}
    seen: Counter[str] = Counter()
    size = 0
    for only_rare in (True, False):
        for contribution, group in groups:
            codes = [f"{kind}:{code}" for at in group for kind in KINDS.values() for code in tagged[at][kind]]
            is_rare = any(seen[code] < _SURELY for code in codes)
            fits = size + len(group) <= MOST
            if contribution not in taken and fits and (is_rare or not only_rare):
                taken[contribution] = group
                size += len(group)
                seen.update(codes)
    return [tagged[at] for at in sorted(at for group in taken.values() for at in group)]


def _groups(rows: Rows) -> list[list[int]]:
    """The places of the rows of each contribution."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        groups[row["contribution"]].append(place)
    return list(groups.values())


def _owners(rows: Rows, words_of_codes: Sequence[Document]) -> dict[str, str]:
    owners: dict[str, str] = {}
    named: list[tuple[str, Any]] = [(row["contribution"], (row["text"], row["language"])) for row in rows]
    for contribution, document in [*named, *((_SEVERAL, one) for one in words_of_codes)]:
        for word in vocabulary_of(document):
            owners[word] = contribution if owners.get(word, contribution) == contribution else _SEVERAL
    return owners
