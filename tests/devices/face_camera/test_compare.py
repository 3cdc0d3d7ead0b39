"""Loading and running model files. The files are made by these tests: they show that models are
loaded, fed and understood, not how well a real one tells people apart."""

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.camera.cv import cv2
from devices.face_camera.compare import LARGEST_FILE, Comparer, ModelError, load_finder
from devices.face_camera.sim_face import Person, draw
from tests.devices.camera.sims import jpeg
from tests.devices.face_camera.models import FACE, negative, wear_patch, write

CITIZEN = wear_patch(draw(FACE))
SOMEBODY = wear_patch(negative(draw(FACE)))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def comparer(files: tuple[Path, Path]) -> Comparer:
    return Comparer(*files)


def test_the_detector_finds_faces_and_eyes(comparer: Comparer) -> None:
    (face,) = comparer.finder.find(CITIZEN)
    assert (round(face.x), round(face.width)) == (FACE.x, FACE.width)
    assert face.eyes is not None
    assert face.eyes[0][0] < face.x < face.eyes[1][0]
    assert comparer.finder.with_eyes(CITIZEN, face) is face
    assert comparer.finder.find(draw(FACE)) == []


def test_the_widest_face_comes_first(comparer: Comparer) -> None:
    pair = draw(Person(352, 352, 230), FACE)
    for person in (Person(352, 352, 230), FACE):
        wear_patch(pair, person)
    assert [round(face.x) for face in comparer.finder.find(pair)] == [352, 672]


@pytest.mark.parametrize("kind", [".jpg", ".png", ".bmp"])
def test_the_same_person_and_another_one(comparer: Comparer, kind: str) -> None:
    small = cv2.resize(CITIZEN, (640, 360), interpolation=cv2.INTER_AREA)
    chip = comparer.chip_feature(cv2.imencode(kind, small)[1].tobytes())
    assert chip is not None
    scores = []
    for picture in (CITIZEN, SOMEBODY):
        (face,) = comparer.finder.find(picture)
        scores.append(comparer.score(chip, comparer.feature(picture, face)))
    assert scores[0] > 0.9
    assert scores[1] < 0.0


def test_photos_without_a_face(comparer: Comparer) -> None:
    huge = struct.pack(">HH", 15_000, 15_000)
    whole = jpeg(draw())
    at = whole.index(b"\xff\xc0") + 5
    for photo in (
        b"",
        b"\xff\xd8\xff",
        b"GIF89a" + bytes(100),
        jpeg(draw()),
        jpeg(draw(FACE)),
        jpeg(CITIZEN) + bytes(LARGEST_FILE),
        whole[:at] + huge + whole[at + 4 :],
    ):
        assert comparer.chip_feature(photo) is None


@given(st.binary(max_size=200), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM"]))
def test_any_bytes_as_a_photo(comparer: Comparer, data: bytes, magic: bytes) -> None:
    assert comparer.chip_feature(magic + data) is None


def test_files_that_are_no_models(files: tuple[Path, Path], tmp_path: Path) -> None:
    detector, recogniser = files
    noise, cut = tmp_path / "noise.onnx", tmp_path / "cut.onnx"
    noise.write_bytes(np.random.default_rng(0).bytes(3000))
    cut.write_bytes(detector.read_bytes()[:1000])
    for bad in (noise, cut, recogniser, tmp_path / "none.onnx", tmp_path):
        with pytest.raises(ModelError, match="detector"):
            load_finder(bad)
    for bad in (noise, tmp_path / "none.onnx"):
        with pytest.raises(ModelError, match="recogniser"):
            Comparer(detector, bad)
