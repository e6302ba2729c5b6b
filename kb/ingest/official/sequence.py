"""Order of numbers: which of them stand where they should."""

from collections.abc import Sequence


def in_order(numbers: Sequence[int]) -> list[bool]:
    """For each number: does it belong to every longest rising run of them?

    20 21 40 22 23: all but 40. 20 22 21 23: all but 22 and 21, for either may be the one out of place.
    Equal numbers never stand in one run.
    """
    count = len(numbers)
    before = [1] * count
    after = [1] * count
    for index in range(count):
        for other in range(index):
            if numbers[other] < numbers[index]:
                before[index] = max(before[index], before[other] + 1)
    for index in reversed(range(count)):
        for other in range(index + 1, count):
            if numbers[other] > numbers[index]:
                after[index] = max(after[index], after[other] + 1)
    longest = max(before, default=0)
    ranks = [rank for rank, rest in zip(before, after, strict=True) if rank + rest - 1 == longest]
    return [rank + rest - 1 == longest and ranks.count(rank) == 1 for rank, rest in zip(before, after, strict=True)]
