from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import random_array
from sklearn.utils.extmath import randomized_svd

from broadsheet.search.meaning import DIMENSIONS, learnt


@pytest.mark.parametrize("shape", [(90, 400), (400, 90)], ids=["wide", "tall"])
def test_what_is_learnt_of_words_is_what_scikit_learn_finds(shape: tuple[int, int]) -> None:
    chance = np.random.default_rng(7)
    matrix = random_array(shape, density=0.1, rng=chance, dtype=np.float32).tocsr()
    _, sizes, axes = randomized_svd(matrix, DIMENSIONS, n_iter=3, random_state=0)
    found_sizes, found_axes = learnt(matrix)
    assert np.allclose(found_sizes, sizes, rtol=1e-4)
    assert np.allclose(found_axes, axes.T, atol=1e-4)
