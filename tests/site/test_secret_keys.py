"""The key that signs sessions and forms."""

import pytest

from onrecord_site.secret_keys import FILE_NAME, keep_secret_key, read_secret_key


@pytest.fixture
def data_dir(tmp_path, monkeypatch):
    monkeypatch.delenv("ONRECORD_SECRET_KEY", raising=False)
    monkeypatch.setenv("ONRECORD_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def test_reading_writes_nothing(data_dir):
    assert read_secret_key() != read_secret_key()
    assert not data_dir.exists()


def test_key_is_made_once_and_readable_by_its_owner_alone(data_dir):
    keep_secret_key()
    key = read_secret_key()
    keep_secret_key()
    assert read_secret_key() == key
    assert len(key) >= 50
    assert (data_dir / FILE_NAME).stat().st_mode & 0o777 == 0o600
    assert [file.name for file in data_dir.iterdir()] == [FILE_NAME]


def test_given_key_is_used_and_not_kept(data_dir, monkeypatch):
    monkeypatch.setenv("ONRECORD_SECRET_KEY", "given")
    keep_secret_key()
    assert read_secret_key() == "given"
    assert not data_dir.exists()
