# SPDX-License-Identifier: Apache-2.0
"""How much memory the hash of a password takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import extract_parameters

from chassis.config import InvalidConfiguration
from services.accounts.usecases.passwords import Passwords
from tests.support.accounts.configured import configured

PASSWORD = "correct horse battery"


def passwords(tmp_path: Path, **environ: str) -> Passwords:
    return configured(tmp_path, **environ).passwords


def test_a_password_is_hashed_in_64_mib_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    made = passwords(tmp_path)
    password_hash = made.hash_password(PASSWORD)

    found = extract_parameters(password_hash)
    assert (found.memory_cost, found.time_cost) == (65536, 3)
    assert made.matches(password_hash, PASSWORD)
    assert not made.matches(password_hash, "wrong wrong")


def test_less_memory_is_a_setting_and_older_passwords_stay_right(tmp_path: Path) -> None:
    before = passwords(tmp_path).hash_password(PASSWORD)
    made = passwords(tmp_path, ACCOUNTS_PASSWORD_MEMORY_KIB="19456")

    found = extract_parameters(made.hash_password(PASSWORD))
    assert (found.memory_cost, found.time_cost) == (19456, 3)
    assert made.matches(before, PASSWORD)


@pytest.mark.parametrize("memory", ["19455", "8", "0", "-1", "much"])
def test_less_memory_than_is_safe_is_refused(tmp_path: Path, memory: str) -> None:
    with pytest.raises(InvalidConfiguration, match="ACCOUNTS_PASSWORD_MEMORY_KIB"):
        passwords(tmp_path, ACCOUNTS_PASSWORD_MEMORY_KIB=memory)
