"""Draws the demo's pictures and logos: calm flat illustrations in one palette, made by code, the same on every run."""

import io
import math
import random
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from PIL import Image, ImageDraw, ImageFont

SCALE = 2
PHOTO_SIZE = (1600, 1000)
PORTRAIT_SIZE = (800, 800)
CREDIT = "Illustration: HÖK"

NIGHT, SEA, SEA_MID, SEA_LIGHT, MIST = "#0b2538", "#12405c", "#2f7595", "#93c1cf", "#dcebee"
SAND, SAND_DEEP, CREAM, WHITE = "#ecdcbc", "#d3b57f", "#fbf6ea", "#ffffff"
MOSS, MOSS_DARK, MOSS_LIGHT = "#6b8a54", "#3f5a3a", "#a9bd86"
RED, RED_DARK, PEACH, AMBER = "#c5503b", "#8c3327", "#f3bf9f", "#e3a04a"
SKINS = ("#f2cfae", "#dba67b", "#a9724c", "#70472f")
HAIRS = ("#2b2320", "#6b4326", "#c69549", "#8f8a85")
CLOTHES = (SEA_MID, RED, MOSS, SEA, AMBER, MOSS_DARK)

type Point = tuple[float, float]


class Canvas:
    """A drawing surface in final pixels: everything is drawn larger and scaled down, so that edges are smooth."""

    def __init__(self, width: int, height: int, background: str | None = None) -> None:
        """Open a surface of the given size; without a background it is transparent."""
        self.width, self.height = width, height
        size = (width * SCALE, height * SCALE)
        self.image = Image.new("RGB", size, background) if background else Image.new("RGBA", size)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def ellipse(self, x: float, y: float, rx: float, ry: float | None = None, fill: str = SEA) -> None:
        """Fill an ellipse (a circle without `ry`) around its centre."""
        ry = rx if ry is None else ry
        self.pen.ellipse(_scaled((x - rx, y - ry, x + rx, y + ry)), fill=fill)

    def ring(self, x: float, y: float, radius: float, width: float, fill: str) -> None:
        """Draw the outline of a circle; the width grows inwards."""
        box = _scaled((x - radius, y - radius, x + radius, y + radius))
        self.pen.ellipse(box, outline=fill, width=round(width * SCALE))

    def half(self, x: float, y: float, rx: float, ry: float, fill: str, start: float = 180, end: float = 360) -> None:
        """Fill a part of an ellipse, the upper half unless told otherwise."""
        self.pen.chord(_scaled((x - rx, y - ry, x + rx, y + ry)), start, end, fill=fill)

    def rect(self, x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> None:
        """Fill a rectangle, with round corners if a radius is given."""
        self.pen.rounded_rectangle(_scaled((x, y, x + width, y + height)), radius * SCALE, fill=fill)

    def polygon(self, points: Iterable[Point], fill: str) -> None:
        """Fill a polygon."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def line(self, points: Sequence[Point], width: float, fill: str) -> None:
        """Draw a line with round ends and joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=fill, width=round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.ellipse(x, y, width / 2, fill=fill)

    def gradient(self, top: str, bottom: str, start: float = 0, end: float | None = None) -> None:
        """Fill the full width between two heights with a soft change of colour."""
        end = self.height if end is None else end
        strip = Image.new("RGB", (1, 2))
        strip.putdata([_rgb(top), _rgb(bottom)])
        box = (0, 0.5, 1, 1.5)
        size = (self.width * SCALE, round((end - start) * SCALE))
        self.image.paste(strip.resize(size, Image.Resampling.BILINEAR, box=box), (0, round(start * SCALE)))

    def hills(self, level: float, fill: str, *waves: tuple[float, float, float]) -> None:
        """Fill everything below a wavy line; each wave is (height, length, shift) in pixels."""
        points = [(x, level - sum(h * math.sin((x + s) / n * math.tau) for h, n, s in waves)) for x in self._steps()]
        self.polygon([(0, self.height), *points, (self.width, self.height)], fill)

    def text(
        self, x: float, y: float, words: str, size: float, fill: str, spacing: float = 0, bold: float = 0
    ) -> float:
        """Write words from the left end of their base line.

        The built-in font has no å, ä or ö: the letter below is written and its dots or ring are drawn.

        Returns:
            The x coordinate where the words end.
        """
        font = _font(round(size * SCALE))
        stroke = round(bold * SCALE)
        for letter in words:
            base, *marks = list(unicodedata.normalize("NFD", letter))
            advance = font.getlength(base) / SCALE + bold
            self.pen.text((x * SCALE, y * SCALE), base, fill, font, anchor="ls", stroke_width=stroke)
            left, top, right, _ = (side / SCALE for side in font.getbbox(base, anchor="ls"))
            centre, above, dot = x + (left + right) / 2, y + top, size * 0.062 + bold
            if "\N{COMBINING DIAERESIS}" in marks:
                for side in (-1, 1):
                    self.ellipse(centre + side * size * 0.14, above - dot - size * 0.06, dot, fill=fill)
            if "\N{COMBINING RING ABOVE}" in marks:
                self.ring(centre, above - size * 0.13, size * 0.11, size * 0.05 + bold, fill)
            x += advance + spacing
        return x

    def bust(self, x: float, y: float, size: float, look: int) -> None:
        """Draw head and shoulders without a face; `y` is the lower edge, `look` picks clothes, skin and hair."""
        clothes, skin, hair = CLOTHES[look % 6], SKINS[look * 7 % 4], HAIRS[look * 3 % 4]
        style = look % 5
        if style == 1:
            self.rect(x - size * 0.5, y - size * 1.72, size, size * 1.25, hair, size * 0.5)
        self.half(x, y, size * 0.95, size * 0.9, clothes)
        self.rect(x - size * 0.17, y - size * 1.1, size * 0.34, size * 0.42, skin, size * 0.16)
        self.head(x, y - size * 1.25, size * 0.42, skin, hair, style, clothes)

    def head(self, x: float, y: float, size: float, skin: str, hair: str, style: int, scarf: str) -> None:
        """Draw a head without a face: short hair, long hair, a bun, a headscarf or a bald head."""
        if style == 3:
            self.ellipse(x, y - size * 0.02, size * 1.22, size * 1.36, scarf)
            self.ellipse(x, y + size * 0.12, size * 0.8, size * 0.98, skin)
            return
        if style == 2:
            self.ellipse(x, y - size * 1.35, size * 0.5, fill=hair)
        self.ellipse(x, y, size, size * 1.16, skin)
        if style != 4:
            self.half(x, y - size * 0.12, size * 1.08, size * 1.16, hair, 186, 354)

    def jpeg(self) -> bytes:
        """Scale down and pack as JPEG."""
        return self._packed("JPEG", quality=82, optimize=True, progressive=True)

    def png(self) -> bytes:
        """Scale down and pack as PNG."""
        return self._packed("PNG", optimize=True)

    def _packed(self, kind: str, **options: int) -> bytes:
        file = io.BytesIO()
        self.image.reduce(SCALE).save(file, kind, **options)
        return file.getvalue()

    def _steps(self) -> Iterable[float]:
        return range(0, self.width + 10, 10)


def _scaled(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = (side * SCALE for side in box)
    return left, top, right, bottom


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # With a size Pillow gives a FreeType font or raises ImportError.
    return cast(ImageFont.FreeTypeFont, ImageFont.load_default(size=size))


def _turned(points: Iterable[Point], x: float, y: float, angle: float) -> list[Point]:
    """Turn points around the origin and move them to (x, y)."""
    cos, sin = math.cos(angle), math.sin(angle)
    return [(x + px * cos - py * sin, y + px * sin + py * cos) for px, py in points]


def _oval(rx: float, ry: float) -> list[Point]:
    return [(rx * math.cos(step / 30 * math.pi), ry * math.sin(step / 30 * math.pi)) for step in range(60)]


def _photo(background: str) -> Canvas:
    return Canvas(*PHOTO_SIZE, background)


def _grass(canvas: Canvas, dice: random.Random, x: float, y: float, height: float, fill: str) -> None:
    for _ in range(9):
        lean = dice.uniform(-0.5, 0.7) * height
        tip = height * dice.uniform(0.6, 1)
        foot = x + dice.uniform(-9, 9)
        canvas.polygon([(foot - 4, y), (foot + lean * 0.4, y - tip * 0.6), (foot + lean, y - tip), (foot + 5, y)], fill)


def draw_coast() -> bytes:
    """A lighthouse on a headland, seen from the dunes in evening light."""
    canvas, dice = _photo(SAND), random.Random(1)
    canvas.gradient("#a9d0da", "#fae3c4", 0, 560)
    canvas.ellipse(520, 440, 190, fill="#ffffff40")
    canvas.ellipse(520, 440, 110, fill="#fff3d6")
    for x, y, width in ((180, 170, 260), (250, 205, 330), (1010, 120, 300), (930, 152, 240)):
        canvas.rect(x, y, width, 26, "#ffffff70", 13)
    canvas.gradient("#7fb3c2", SEA, 540, 900)
    for step in range(22):
        glint = 210 - step * 3 + dice.uniform(-60, 60)
        canvas.rect(520 - glint / 2 + dice.uniform(-30, 30), 552 + step * 13, glint, 5, "#fff3d6b0", 2)
    for _ in range(40):
        canvas.rect(dice.uniform(-50, 1550), dice.uniform(560, 860), dice.uniform(50, 150), 4, "#ffffff30", 2)
    canvas.polygon([(268, 536), (392, 536), (370, 562), (290, 562)], RED_DARK)
    canvas.polygon([(326, 410), (326, 528), (258, 528)], CREAM)
    canvas.polygon([(336, 390), (336, 528), (404, 528)], WHITE)
    rocks = [(900, 640), (960, 575), (1050, 560), (1110, 520), (1250, 508), (1330, 540), (1440, 520), (1610, 570)]
    canvas.polygon([*rocks, (1610, 720), (860, 720)], MOSS_DARK)
    canvas.polygon([(900, 640), (1010, 600), (1180, 622), (1390, 596), (1610, 640), (1610, 720), (860, 720)], "#51604f")
    canvas.rect(840, 714, 800, 7, "#ffffff60", 3)
    tower = ((1178, 510), (1238, 510), (1228, 210), (1188, 210))
    canvas.polygon(tower, WHITE)
    for top in (270, 390):
        low, high = 10 * (510 - top - 55) / 300, 10 * (510 - top) / 300
        canvas.polygon([(1178 + high, top), (1238 - high, top), (1238 - low, top + 55), (1178 + low, top + 55)], RED)
    canvas.polygon([(1212, 510), (1238, 510), (1228, 210), (1212, 210)], "#0b253820")
    canvas.rect(1176, 198, 64, 14, NIGHT, 3)
    canvas.rect(1190, 156, 36, 44, "#ffe9a8")
    canvas.rect(1205, 156, 6, 44, NIGHT)
    canvas.polygon([(1182, 158), (1234, 158), (1208, 118)], RED)
    canvas.rect(1260, 448, 96, 64, CREAM)
    canvas.polygon([(1250, 450), (1366, 450), (1342, 408), (1274, 408)], RED_DARK)
    canvas.rect(1296, 470, 22, 26, SEA)
    canvas.hills(830, "#f3e7cd", (48, 1500, 100), (10, 400, 0))
    canvas.hills(890, SAND, (60, 1300, -500), (14, 500, 90))
    canvas.hills(960, SAND_DEEP, (40, 1700, 300), (10, 300, 0))
    for _ in range(46):
        foot = dice.choice((dice.uniform(20, 620), dice.uniform(1040, 1590)))
        _grass(
            canvas,
            dice,
            foot,
            dice.uniform(880, 1010),
            dice.uniform(70, 140),
            dice.choice((MOSS, MOSS_DARK, "#8a9a5c")),
        )
    return canvas.jpeg()


def draw_talks() -> bytes:
    """Two circles of people in talk, seen from above."""
    canvas, dice = _photo("#efe4cd"), random.Random(2)
    for x in range(0, 1600, 160):
        canvas.rect(x, 0, 80, 1000, "#e9dcc0")
    circles = ((432, 450, SEA_LIGHT, 8), (1168, 550, PEACH, 9))
    for x, y, rug, _ in circles:
        canvas.ellipse(x + 10, y + 16, 398, fill="#0b253818")
        canvas.ellipse(x, y, 395, fill=rug)
        canvas.ring(x, y, 376, 8, "#ffffff80")
    look = 0
    for x, y, _, count in circles:
        canvas.ellipse(x + 8, y + 14, 152, fill="#0b253828")
        canvas.ellipse(x, y, 150, fill=CREAM)
        canvas.ring(x, y, 150, 10, SAND_DEEP)
        for turn in range(count):
            angle = turn / count * math.tau + 0.2
            far = 268 + dice.uniform(-10, 10)
            px, py = x + far * math.cos(angle), y + far * math.sin(angle)
            clothes, skin, hair = CLOTHES[look % 6], SKINS[look * 7 % 4], HAIRS[look * 3 % 4]
            canvas.polygon(_turned(_oval(50, 82), px + 6, py + 10, angle), "#0b253828")
            canvas.polygon(_turned(_oval(48, 80), px, py, angle), clothes)
            for side in (-1, 1):
                arm = _turned([(-10, side * 62), (-70, side * 40)], px, py, angle)
                canvas.line(arm, 28, clothes)
                canvas.ellipse(*arm[1], 15, fill=skin)
            canvas.ellipse(px, py, 40, fill=skin)
            canvas.ellipse(px + 9 * math.cos(angle), py + 9 * math.sin(angle), 38, fill=hair)
            if turn % 2:
                paper = _turned([(-26, -19), (26, -19), (26, 19), (-26, 19)], 0, 0, angle)
                canvas.polygon(
                    [(x + 100 * math.cos(angle) + a, y + 100 * math.sin(angle) + b) for a, b in paper], WHITE
                )
            look += 1
        canvas.ellipse(x, y, 34, fill=MOSS)
        for leaf in range(6):
            spread = leaf / 6 * math.tau
            oval = _turned(_oval(26, 11), x + 26 * math.cos(spread), y + 26 * math.sin(spread), spread)
            canvas.polygon(oval, MOSS_DARK)
    return canvas.jpeg()


def draw_theatre() -> bytes:
    """A theatre stage with two chairs and a small table in the spotlight."""
    canvas, dice = _photo(NIGHT), random.Random(3)
    canvas.gradient("#0d2b41", "#1d5270", 0, 720)
    canvas.rect(0, 690, 1600, 310, "#c89f63")
    for row, y in enumerate((690, 722, 764, 818)):
        canvas.rect(0, y, 1600, 3 + row, "#a57e48")
    for x, foot in ((560, 500), (1040, 1100)):
        canvas.polygon([(x - 24, -10), (x + 24, -10), (foot + 330, 800), (foot - 330, 800)], "#fff1c918")
        canvas.polygon([(x - 14, -10), (x + 14, -10), (foot + 240, 790), (foot - 240, 790)], "#fff1c924")
    canvas.ellipse(800, 780, 530, 66, "#fff1c960")
    for x, side, fill in ((590, 1, RED), (1010, -1, SEA_MID)):
        canvas.ellipse(x, 800, 150, 20, "#0b253850")
        for leg in (-88, 78):
            canvas.rect(x + leg, 740, 14, 62, NIGHT, 4)
        canvas.rect(x - side * 108 - 30, 500, 60, 255, fill, 30)
        canvas.rect(x - 112, 500, 224, 170, fill, 44)
        canvas.rect(x - 112, 500, 224, 170, "#0b253828", 44)
        canvas.rect(x - 124, 650, 248, 104, fill, 30)
        canvas.rect(x - 134, 596, 52, 158, fill, 26)
        canvas.rect(x + 82, 596, 52, 158, fill, 26)
        canvas.rect(x - 82, 642, 164, 40, "#ffffff30", 18)
    canvas.ellipse(800, 804, 74, 12, "#0b253850")
    canvas.rect(794, 660, 12, 140, NIGHT)
    canvas.ellipse(800, 800, 52, 9, NIGHT)
    canvas.ellipse(800, 658, 84, 15, SAND)
    canvas.rect(770, 590, 34, 66, "#dcebeeb0", 10)
    canvas.rect(822, 616, 24, 40, "#dcebeeb0", 5)
    for side in (0, 1):
        for fold in range(7):
            x = fold * 52
            width = 330 - x if fold == 6 else 54
            tone = RED_DARK if fold % 2 else "#a33f30"
            left = x if side == 0 else 1600 - x - width
            canvas.rect(left, 0, width, 872 - fold * 12, tone, 20)
    for drape in range(8):
        canvas.half(100 + drape * 200, 0, 112, 150, RED_DARK if drape % 2 else "#a33f30", 0, 180)
        canvas.half(100 + drape * 200, 0, 112, 24, AMBER, 0, 180)
    canvas.rect(0, 868, 1600, 132, "#081b29")
    for row, (y, size, count) in enumerate(((985, 62, 11), (1040, 78, 9))):
        for seat in range(count):
            middle = (seat + 0.5 + row * 0.35) * 1600 / count + dice.uniform(-14, 14)
            tone = ("#123a53", "#0e2f45")[row]
            canvas.half(middle, y + size * 0.9, size, size * 1.05, tone)
            canvas.ellipse(middle, y - size * 0.55, size * 0.46, size * 0.54, tone)
    return canvas.jpeg()


def draw_digital_meeting() -> bytes:
    """A laptop with a video meeting of nine people."""
    canvas = _photo(PEACH)
    canvas.gradient("#f7d9c0", "#f1c3a3")
    canvas.ellipse(1330, 240, 330, fill="#ffffff30")
    canvas.rect(0, 830, 1600, 170, "#b98a55")
    canvas.rect(0, 830, 1600, 14, "#d2a56e")
    canvas.rect(330, 90, 940, 690, NIGHT, 34)
    canvas.rect(356, 116, 888, 612, "#163f59", 10)
    looks = (0, 1, 2, 3, 9, 5, 6, 12, 8)
    backs = (MIST, SAND, MOSS_LIGHT, CREAM, SEA_LIGHT, PEACH, SAND, MIST, MOSS_LIGHT)
    for place, look in enumerate(looks):
        x, y = 376 + place % 3 * 286, 134 + place // 3 * 176
        canvas.rect(x, y, 274, 164, backs[place], 14)
        canvas.rect(x + 18, y + 22, 60, 84, "#ffffff60", 6)
        canvas.bust(x + 137, y + 164, 74, look)
        if place == 4:
            for edge in ((x, y, 274, 7), (x, y + 157, 274, 7), (x, y, 7, 164), (x + 267, y, 7, 164)):
                canvas.rect(*edge, AMBER, 3)
    for button, tone in enumerate((MOSS, SEA_LIGHT, SEA_LIGHT, RED)):
        canvas.ellipse(710 + button * 60, 694, 20, fill=tone)
    canvas.polygon([(250, 780), (1350, 780), (1440, 850), (160, 850)], "#c9d3d6")
    canvas.rect(160, 848, 1280, 22, "#8e9da3", 10)
    canvas.polygon([(690, 800), (910, 800), (930, 828), (670, 828)], "#aebabf")
    canvas.ellipse(1494, 948, 84, 15, "#0b253828")
    canvas.rect(1424, 790, 124, 156, RED, 22)
    canvas.ring(1552, 862, 42, 16, RED)
    canvas.ellipse(1486, 794, 62, 15, RED_DARK)
    canvas.rect(60, 812, 104, 130, CREAM, 14)
    for leaf, (angle, length) in enumerate(((-2.3, 150), (-1.9, 190), (-1.5, 210), (-1.1, 180), (-0.75, 140))):
        oval = _turned(
            _oval(length / 2, 26), 112 + length / 2 * math.cos(angle), 812 + length / 2 * math.sin(angle), angle
        )
        canvas.polygon(oval, (MOSS, MOSS_DARK)[leaf % 2])
    return canvas.jpeg()


def draw_hall() -> bytes:
    """A conference hall with rows of listeners before a stage with a screen."""
    canvas, dice = _photo(SEA), random.Random(5)
    canvas.gradient("#1a4f6c", SEA, 0, 620)
    for x in (90, 240, 1310, 1460):
        canvas.rect(x, 60, 54, 420, "#ffffff10")
        canvas.polygon([(x + 27, 70), (x + 120, 470), (x - 66, 470)], "#fff1c91c")
    canvas.rect(420, 70, 760, 400, NIGHT, 12)
    canvas.rect(436, 86, 728, 368, CREAM, 6)
    for place, (level, tone) in enumerate(((292, SEA_LIGHT), (330, SEA_MID), (370, SEA))):
        points = [(x, level - 18 * math.sin((x + place * 60) / 240 * math.tau)) for x in range(436, 1165, 8)]
        canvas.polygon([(436, 454), *points, (1164, 454)], tone)
    canvas.ellipse(800, 200, 58, fill=RED)
    canvas.polygon([(250, 520), (1350, 520), (1420, 580), (180, 580)], SAND_DEEP)
    canvas.rect(180, 578, 1240, 30, "#9a7a4a")
    canvas.bust(316, 446, 64, 8)
    canvas.rect(266, 430, 100, 112, RED_DARK, 8)
    canvas.rect(254, 420, 124, 18, RED, 6)
    canvas.gradient("#0f3850", NIGHT, 606, 1000)
    for row in range(5):
        size = 34 + row * 13
        y = 668 + row * 82
        count = 15 - row * 2
        seats = [800 + (seat - count / 2 + (row % 2) * 0.3) * (1580 / count) for seat in range(count + 1)]
        for seat in seats:
            if dice.random() < 0.08:
                continue
            middle = seat + dice.uniform(-5, 5)
            look = dice.randrange(60)
            hair, clothes = HAIRS[look % 4], CLOTHES[look % 6]
            canvas.half(middle, y + size * 1.1, size * 1.02, size * 1.15, clothes)
            canvas.rect(middle - size * 0.15, y - size * 0.3, size * 0.3, size * 0.5, SKINS[look * 7 % 4])
            canvas.ellipse(middle, y - size * 0.6, size * 0.46, size * 0.54, clothes if look % 9 == 0 else hair)
        for seat in seats:
            canvas.rect(seat - size * 0.98, y + size * 0.42, size * 1.96, size * 1.6, "#0d2f45", size * 0.3)
            canvas.rect(seat - size * 0.98, y + size * 0.42, size * 1.96, size * 0.16, "#1d5878", size * 0.08)
    return canvas.jpeg()


def draw_bridge() -> bytes:
    """A bridge between two hills, with houses on both sides."""
    canvas = _photo(MIST)
    canvas.gradient("#c6e0e5", "#fbf0da", 0, 700)
    canvas.ellipse(1210, 250, 90, fill="#fff6e0")
    canvas.hills(560, "#b9d0c0", (60, 900, 100), (18, 320, 0))
    canvas.hills(640, "#98b796", (46, 760, 500))
    canvas.gradient("#8fc0cf", SEA_MID, 745, 1000)
    for step in range(14):
        canvas.rect(500 + step * 97 % 560, 775 + step * 16, 90 + step * 31 % 80, 5, "#ffffff50", 2)
    deck = [(x, 600 - 95 * math.sin((x - 380) / 840 * math.pi)) for x in range(380, 1221, 10)]
    arch = [(x, 790 - 215 * math.sin((x - 430) / 740 * math.pi)) for x in range(430, 1171, 10)]
    for x in range(480, 1130, 65):
        top = 600 - 95 * math.sin((x - 380) / 840 * math.pi)
        low = 790 - 215 * math.sin((x - 430) / 740 * math.pi)
        canvas.line([(x, top), (x, low)], 9, RED_DARK)
    canvas.line(arch, 26, RED_DARK)
    for place, (x, clothes) in enumerate(((640, SEA), (730, AMBER), (850, MOSS_DARK), (905, SEA_MID))):
        y = 588 - 95 * math.sin((x - 380) / 840 * math.pi)
        canvas.rect(x - 17, y - 84, 34, 90, clothes, 15)
        canvas.ellipse(x, y - 102, 17, fill=SKINS[place])
    canvas.line(deck, 30, RED)
    rail = [(x, y - 46) for x, y in deck]
    canvas.line(rail, 6, RED_DARK)
    for x, y in deck[::4]:
        canvas.line([(x, y), (x, y - 46)], 5, RED_DARK)
    left = [(0, 470), (120, 480), (260, 530), (380, 580), (450, 640), (500, 760), (560, 1000), (0, 1000)]
    canvas.polygon(left, MOSS)
    canvas.polygon([(1600 - x, y) for x, y in left], MOSS_DARK)
    canvas.polygon([(0, 640), (200, 690), (360, 800), (420, 1000), (0, 1000)], "#7c9b62")
    canvas.polygon([(1600, 640), (1400, 690), (1240, 800), (1180, 1000), (1600, 1000)], "#4d6a45")
    for x, y, wall, roof in (
        (70, 400, RED, NIGHT),
        (200, 448, CREAM, RED_DARK),
        (1340, 440, AMBER, NIGHT),
        (1480, 396, CREAM, SEA),
    ):
        canvas.rect(x, y, 90, 90, wall)
        canvas.polygon([(x - 14, y + 2), (x + 104, y + 2), (x + 45, y - 56)], roof)
        canvas.rect(x + 34, y + 44, 22, 46, NIGHT)
    for x, y, size in (
        (30, 610, 60),
        (310, 650, 46),
        (1300, 640, 50),
        (1560, 600, 66),
        (150, 720, 54),
        (1450, 730, 58),
    ):
        canvas.rect(x - 5, y, 10, size, "#6b4a2c")
        canvas.ellipse(x, y - size * 0.3, size * 0.62, size * 0.8, "#35502f")
    return canvas.jpeg()


def draw_together() -> bytes:
    """Two sets of bands that meet and fold into each other, like two hands."""
    canvas = _photo(CREAM)
    canvas.ellipse(800, 500, 420, fill="#f4e7cc")
    angle = -0.22
    bands = ((SEA, 0), (RED, 1), (SEA_MID, 0), (PEACH, 1), (SEA_LIGHT, 0), (AMBER, 1))
    for place, (tone, from_right) in enumerate(bands):
        y = (place - 2.5) * 112
        reach = 330 - abs(place - 2.5) * 62
        near, far = (-reach, 1300) if from_right else (-1300, reach)
        canvas.line(_turned([(near, y), (far, y)], 800, 500, angle), 104, tone)
        tip = far - 4 if not from_right else near + 4
        canvas.ellipse(*_turned([(tip, y)], 800, 500, angle)[0], 26, fill="#ffffff45")
    return canvas.jpeg()


def draw_avenue() -> bytes:
    """An avenue of trees in autumn with a path towards the light."""
    canvas, dice = _photo(SAND), random.Random(8)
    canvas.gradient("#bcd9de", "#fdf1d8", 0, 600)
    canvas.ellipse(800, 540, 260, fill="#ffffff50")
    canvas.hills(590, "#b7c29a", (14, 700, 0))
    canvas.hills(640, MOSS_LIGHT, (10, 900, 200))
    canvas.polygon([(770, 600), (830, 600), (1240, 1000), (360, 1000)], "#e6cfa2")
    canvas.polygon([(797, 600), (803, 600), (840, 1000), (760, 1000)], "#f2e2c2")
    tones = (RED, AMBER, "#d9773e", "#e9b958", RED_DARK)
    for step in range(7):
        near = 0.16 * 1.38**step
        for side in (-1, 1):
            x, y = 800 + side * 620 * near, 594 + 330 * near
            height = 620 * near
            canvas.ellipse(x + side * 40 * near, y, 190 * near, 26 * near, "#0b253826")
            canvas.polygon(
                [(x - 34 * near, y), (x - 18 * near, y - height), (x + 18 * near, y - height), (x + 34 * near, y)],
                "#4a3425",
            )
            for _ in range(26):
                turn, far = dice.uniform(0, math.tau), dice.uniform(0, 1) ** 0.5
                px, py = x + 270 * near * far * math.cos(turn), y - height * 1.12 + 250 * near * far * math.sin(turn)
                canvas.ellipse(px, py, 92 * near * dice.uniform(0.7, 1.2), fill=dice.choice(tones))
    for _ in range(150):
        x, y = dice.uniform(0, 1600), dice.uniform(640, 1000)
        size = 4 + (y - 600) / 400 * 13
        canvas.polygon(_turned(_oval(size, size * 0.45), x, y, dice.uniform(0, 3)), dice.choice(tones))
    for x, clothes, look in ((768, SEA, 0), (826, RED_DARK, 1)):
        canvas.rect(x - 15, 640, 30, 84, clothes, 14)
        canvas.rect(x - 12, 706, 9, 44, NIGHT, 4)
        canvas.rect(x + 3, 706, 9, 44, NIGHT, 4)
        canvas.ellipse(x, 624, 17, 20, HAIRS[look])
    return canvas.jpeg()


def draw_survey() -> bytes:
    """Twenty-one boxes, twenty of them ticked, on a sheet of paper."""
    canvas = _photo(SEA_LIGHT)
    canvas.gradient("#a6cdd8", "#7fb1c2")
    canvas.rect(262, 112, 1100, 800, "#0b253826", 20)
    canvas.rect(250, 96, 1100, 800, CREAM, 20)
    canvas.rect(330, 160, 460, 30, SEA, 15)
    canvas.rect(330, 214, 680, 16, SAND_DEEP, 8)
    for place in range(21):
        x, y = 330 + place % 7 * 138, 300 + place // 7 * 182
        answered = place != 17
        canvas.rect(x, y, 112, 112, MOSS if answered else SAND_DEEP, 18)
        if answered:
            canvas.line([(x + 28, y + 58), (x + 49, y + 80), (x + 86, y + 34)], 13, WHITE)
        else:
            canvas.rect(x + 8, y + 8, 96, 96, CREAM, 12)
        canvas.rect(x + 10, y + 126, 92, 12, SAND, 6)
    tip = _turned([(0, 0), (40, -26), (440, -26), (440, 26), (40, 26)], 1130, 850, -0.72)
    canvas.polygon([(x + 14, y + 16) for x, y in tip], "#0b253830")
    canvas.polygon(tip, RED)
    canvas.polygon(_turned([(0, 0), (40, -26), (40, 26)], 1130, 850, -0.72), PEACH)
    canvas.polygon(_turned([(0, 0), (14, -9), (14, 9)], 1130, 850, -0.72), NIGHT)
    canvas.polygon(_turned([(40, -9), (440, -9), (440, 9), (40, 9)], 1130, 850, -0.72), "#d9705c")
    canvas.polygon(_turned([(400, -26), (440, -26), (440, 26), (400, 26)], 1130, 850, -0.72), SAND_DEEP)
    return canvas.jpeg()


def draw_chart() -> bytes:
    """A bar chart without figures on a wall, with two people beside it."""
    canvas = _photo(SAND)
    canvas.gradient("#f6ecd6", "#ecdcbc")
    canvas.rect(0, 860, 1600, 140, SAND_DEEP)
    canvas.rect(292, 118, 940, 640, "#0b253822", 18)
    canvas.rect(280, 104, 940, 640, WHITE, 18)
    for y in range(220, 640, 84):
        canvas.rect(350, y, 800, 3, "#dfe6e8")
    bars = ((150, SEA_LIGHT), (220, SEA_MID), (195, SEA_LIGHT), (300, SEA_MID), (350, SEA), (420, RED))
    for place, (height, tone) in enumerate(bars):
        canvas.rect(376 + place * 130, 660 - height, 92, height, tone, 10)
        canvas.rect(376 + place * 130, 650, 92, 12, tone)
        canvas.rect(390 + place * 130, 684, 64, 12, SAND_DEEP, 6)
    canvas.rect(350, 660, 800, 6, NIGHT, 3)
    for x, look, size in ((160, 15, 140), (1410, 6, 146)):
        canvas.rect(x - size * 0.95, 870, size * 1.9, 140, CLOTHES[look % 6])
        canvas.bust(x, 872, size, look)
    canvas.line([(1320, 880), (1236, 716), (1128, 566)], 58, CLOTHES[0])
    canvas.ellipse(1116, 546, 31, fill=SKINS[6 * 7 % 4])
    return canvas.jpeg()


def draw_letter() -> bytes:
    """An open envelope with a letter and a heart."""
    canvas = _photo(SEA)
    canvas.gradient("#1d5675", SEA)
    canvas.ellipse(800, 540, 470, fill="#ffffff0c")
    canvas.ellipse(800, 540, 350, fill="#ffffff0c")
    canvas.ellipse(800, 898, 460, 34, "#0b253870")
    canvas.polygon([(400, 480), (800, 190), (1200, 480), (1200, 560), (400, 560)], "#cfa86b")
    canvas.rect(480, 130, 640, 640, CREAM, 10)
    heart = [(16 * math.sin(t / 20) ** 3, -_heart_height(t / 20)) for t in range(126)]
    canvas.polygon([(800 + x * 5, 236 + y * 5) for x, y in heart], RED)
    for row, width in enumerate((460, 500, 420, 480, 300)):
        canvas.rect(550, 352 + row * 48, width, 14, SEA_LIGHT, 7)
    canvas.polygon([(400, 478), (800, 720), (1200, 478), (1200, 890), (400, 890)], SAND)
    canvas.polygon([(400, 478), (730, 680), (400, 890)], "#e4d0a8")
    canvas.polygon([(1200, 478), (870, 680), (1200, 890)], "#e4d0a8")
    canvas.polygon([(400, 890), (800, 612), (1200, 890)], "#f3e6cb")
    canvas.line([(404, 888), (800, 612), (1196, 888)], 4, "#d9c193")
    for x, y, size in ((250, 300, 4), (330, 700, 3), (1340, 640, 4), (1300, 240, 3), (1440, 420, 2.4), (180, 520, 2.4)):
        canvas.polygon([(x + a * size, y + b * size) for a, b in heart], "#d9705c")
    return canvas.jpeg()


def _heart_height(t: float) -> float:
    return 13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)


def draw_map() -> bytes:
    """A drawn coastline with six dots, one for each municipality of Halland."""
    canvas = _photo("#8fbfce")
    canvas.gradient("#9cc9d6", "#6fa6ba")
    shore = [(430, -10), (470, 60), (440, 120), (500, 190), (545, 250), (530, 310), (600, 360), (660, 440), (650, 480)]
    shore += [
        (740, 540),
        (800, 600),
        (880, 640),
        (900, 690),
        (980, 700),
        (1010, 760),
        (980, 820),
        (1060, 870),
        (1050, 1010),
    ]
    for shift, tone in ((-90, "#ffffff22"), (-46, "#ffffff30")):
        canvas.polygon([(1600, -10), *[(x + shift, y + 8) for x, y in shore], (1600, 1010)], tone)
    canvas.polygon([(1600, -10), *shore, (1600, 1010)], "#e9dfc0")
    inland = [(x + 260 + 40 * math.sin(y / 90), y) for x, y in shore]
    canvas.polygon([(1600, -10), *inland, (1600, 1010)], "#c9d3a5")
    canvas.polygon([(1600, -10), *[(x + 300, y) for x, y in inland], (1600, 1010)], "#b3c38d")
    rivers = ([(545, 250), (760, 190), (1000, 80), (1080, -10)], [(740, 540), (900, 440), (1180, 330), (1600, 250)])
    for river in (*rivers, [(980, 700), (1130, 620), (1330, 600), (1600, 520)]):
        canvas.line(river, 12, "#8fbfce")
    towns = {"Kungsbacka": (560, 130), "Varberg": (640, 330), "Falkenberg": (810, 520), "Halmstad": (1015, 660)}
    towns |= {"Laholm": (1150, 820), "Hylte": (1210, 480)}
    canvas.line([towns[name] for name in ("Kungsbacka", "Varberg", "Falkenberg", "Halmstad", "Laholm")], 6, "#8c332770")
    canvas.line([towns["Hylte"], towns["Halmstad"]], 6, "#8c332770")
    for name, (x, y) in towns.items():
        canvas.ellipse(x, y, 34, fill=WHITE)
        canvas.ellipse(x, y, 24, fill=RED)
        canvas.text(x + 52, y + 17, name, 48, NIGHT, bold=0.5)
    for x, y in ((170, 250), (300, 520), (520, 780), (180, 820), (700, 900)):
        wave = [(x + step * 6, y + 9 * math.sin(step / 18 * math.tau)) for step in range(28)]
        canvas.line(wave, 6, "#ffffff60")
    canvas.polygon([(300, 640), (420, 640), (396, 676), (324, 676)], RED_DARK)
    canvas.polygon([(362, 500), (362, 628), (440, 628)], WHITE)
    canvas.polygon([(350, 530), (350, 628), (296, 628)], CREAM)
    return canvas.jpeg()


def draw_clubhouse() -> bytes:
    """A red clubhouse with a flag line and people in front of it."""
    canvas, dice = _photo(MIST), random.Random(12)
    canvas.gradient("#bfe0e8", "#f8f0dc", 0, 720)
    for x, y, width in ((160, 150, 240), (220, 182, 280), (1180, 210, 260)):
        canvas.rect(x, y, width, 30, "#ffffff90", 15)
    canvas.hills(640, "#a4bf95", (40, 1100, 300))
    for x, size in ((70, 150), (230, 120), (1400, 160), (1540, 130)):
        canvas.rect(x - 9, 560, 18, 180, "#6b4a2c")
        canvas.ellipse(x, 500, size * 0.75, size, MOSS_DARK if size > 125 else MOSS)
    canvas.hills(730, "#8fae70", (16, 1600, 0))
    canvas.rect(440, 400, 720, 350, RED)
    for x in range(470, 1160, 36):
        canvas.rect(x, 400, 4, 350, "#a8402f")
    canvas.polygon([(390, 410), (1210, 410), (1080, 250), (520, 250)], "#3a4046")
    canvas.polygon([(660, 410), (940, 410), (800, 270)], RED)
    canvas.line([(654, 404), (800, 262), (946, 404)], 16, WHITE)
    canvas.ellipse(800, 356, 30, fill=WHITE)
    canvas.rect(440, 400, 14, 350, WHITE)
    canvas.rect(1146, 400, 14, 350, WHITE)
    for x in (500, 600, 930, 1030):
        canvas.rect(x - 6, 474, 86, 126, WHITE)
        canvas.rect(x + 2, 482, 70, 110, "#ffe2a0")
        canvas.rect(x + 34, 482, 6, 110, WHITE)
        canvas.rect(x + 2, 532, 70, 6, WHITE)
    canvas.rect(740, 510, 120, 240, WHITE)
    canvas.rect(752, 522, 96, 228, SEA)
    canvas.ellipse(834, 640, 7, fill=AMBER)
    canvas.rect(700, 748, 200, 22, SAND_DEEP)
    rope = [(x, 330 + 70 * math.sin((x - 120) / 1360 * math.pi)) for x in range(120, 1481, 20)]
    canvas.line(rope, 4, NIGHT)
    for place, (left, top) in enumerate(rope[2:-2:3]):
        canvas.polygon([(left - 22, top), (left + 22, top), (left, top + 48)], (AMBER, SEA_MID, CREAM, MOSS)[place % 4])
    canvas.rect(112, 320, 12, 470, "#6b4a2c")
    canvas.rect(1476, 320, 12, 470, "#6b4a2c")
    canvas.hills(860, "#7f9f62", (12, 1400, 500))
    for place, x in enumerate((330, 470, 590, 1010, 1130, 1290)):
        unit, feet = dice.uniform(54, 68), dice.uniform(924, 950)
        clothes, skin, hair = CLOTHES[place], SKINS[place * 7 % 4], HAIRS[place * 3 % 4]
        canvas.rect(x - unit * 0.62, feet - unit * 1.9, unit * 1.24, unit * 2.1, clothes, unit * 0.5)
        canvas.head(x, feet - unit * 2.4, unit * 0.42, skin, hair, place % 5, clothes)
    return canvas.jpeg()


def draw_growth() -> bytes:
    """Three trees on a hill, each larger than the one before."""
    canvas = _photo(CREAM)
    canvas.gradient("#fbe9cf", "#fdf7ea", 0, 800)
    canvas.ellipse(1180, 330, 290, fill="#f3bf9f80")
    canvas.hills(690, "#d9e0bd", (50, 1800, 500))
    canvas.hills(800, MOSS_LIGHT, (70, 2200, -300))
    for x, y, size, tones in (
        (300, 842, 0.34, (MOSS, "#86a36a", MOSS_LIGHT)),
        (680, 812, 0.66, (MOSS_DARK, MOSS, "#86a36a")),
        (1180, 800, 1.1, (MOSS_DARK, "#527047", MOSS)),
    ):
        canvas.ellipse(x, y, 230 * size, 26 * size, "#0b253822")
        canvas.polygon(
            [(x - 34 * size, y), (x - 16 * size, y - 420 * size), (x + 16 * size, y - 420 * size), (x + 34 * size, y)],
            "#6b4a2c",
        )
        for side, high in ((-1, 250), (1, 310)):
            canvas.line([(x, y - high * size), (x + side * 110 * size, y - (high + 110) * size)], 20 * size, "#6b4a2c")
        crowns = (
            (-130, 400, 130, 0),
            (130, 430, 140, 0),
            (0, 520, 170, 1),
            (-70, 470, 110, 1),
            (60, 590, 90, 2),
            (-60, 575, 70, 2),
        )
        for dx, dy, radius, tone in crowns:
            canvas.ellipse(x + dx * size, y - dy * size, radius * size, fill=tones[tone])
        for dx, dy in ((-150, 380), (110, 460), (20, 380), (-50, 560), (170, 400)):
            canvas.ellipse(x + dx * size, y - dy * size, 15 * size, fill=RED)
    canvas.hills(900, MOSS, (40, 1900, 200))
    canvas.hills(960, MOSS_DARK, (24, 1500, 700))
    return canvas.jpeg()


def draw_waves() -> bytes:
    """Calm waves in rows, as a background."""
    canvas = _photo(SEA_LIGHT)
    tones = ("#d4e7ec", "#b6d5de", SEA_LIGHT, "#6aa3b8", "#4a8aa4", SEA_MID, "#205c7b", SEA, "#0e344c")
    for row, tone in enumerate(tones):
        canvas.hills(90 + row * 112, tone, (34, 520 + row * 30, row * 190), (9, 210, row * 70))
    return canvas.jpeg()


def _portrait(background: str, tone: str, style: int) -> bytes:
    canvas = Canvas(*PORTRAIT_SIZE, background)
    canvas.ellipse(400, 420, 330, fill="#ffffff38")
    canvas.head(400, 320, 130, tone, tone, style, tone)
    if style == 1:
        canvas.rect(262, 250, 276, 330, tone, 130)
    canvas.rect(345, 400, 110, 150, tone, 40)
    canvas.half(400, 830, 300, 320, tone)
    canvas.polygon([(345, 520), (455, 520), (400, 610)], background)
    return canvas.jpeg()


def draw_portrait_sea() -> bytes:
    """A neutral silhouette with short hair in blue."""
    return _portrait(SEA_LIGHT, SEA, 0)


def draw_portrait_moss() -> bytes:
    """A neutral silhouette with long hair in green."""
    return _portrait(MOSS_LIGHT, MOSS_DARK, 1)


def draw_portrait_sand() -> bytes:
    """A neutral silhouette with a bun in brown."""
    return _portrait(SAND, "#7d5c38", 2)


def draw_portrait_red() -> bytes:
    """A neutral silhouette without hair in red."""
    return _portrait(PEACH, RED_DARK, 4)


def _meeting_waves(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw HÖK's mark: two waves that meet below a sun, in a circle."""
    canvas.ellipse(x, y, size, fill=SEA)
    canvas.ellipse(x, y - size * 0.28, size * 0.3, fill=AMBER)
    for level, shift, tone in ((0.02, 0, SEA_LIGHT), (0.34, math.pi, CREAM)):
        points = []
        for step in range(61):
            px = -1 + step / 30
            low = level + 0.13 * math.sin(px * math.pi * 1.3 + shift)
            far = min(1, (px * px + low * low) ** 0.5) or 1
            scale = 0.92 / far if far > 0.92 else 1
            points.append((x + px * scale * size, y + low * scale * size))
        canvas.line(points[4:-4], size * 0.13, tone)


def draw_logo_hok() -> bytes:
    """The demo's logo for HÖK: a mark and two lines of text."""
    canvas = Canvas(1200, 400)
    _meeting_waves(canvas, 200, 200, 180)
    canvas.text(430, 226, "HÖK", 170, SEA, spacing=10, bold=4)
    canvas.text(436, 320, "Halländska Överenskommelsen", 50, SEA_MID, spacing=1)
    return canvas.png()


def draw_logo_region() -> bytes:
    """A neutral geometric emblem in place of the region's own logo."""
    canvas = Canvas(600, 600)
    cells = [(300.0, 300.0, RED)]
    for turn in range(6):
        angle = turn / 6 * math.tau
        cells.append((300 + 178 * math.cos(angle), 300 + 178 * math.sin(angle), (SEA, SEA_MID, SEA_LIGHT)[turn % 3]))
    for x, y, tone in cells:
        corners = [corner / 6 * math.tau + math.pi / 6 for corner in range(6)]
        canvas.polygon([(x + 96 * math.cos(corner), y + 96 * math.sin(corner)) for corner in corners], tone)
    return canvas.png()


def draw_logo_folkbildning() -> bytes:
    """An invented logo for an organisation of popular education: an open book."""
    canvas = Canvas(1200, 400)
    for side in (-1, 1):
        canvas.polygon(
            [(200, 110), (200 + side * 150, 70), (200 + side * 150, 290), (200, 330)], (RED, RED_DARK)[side > 0]
        )
        for row in range(3):
            start, y = 200 + side * 30, 150 + row * 54
            canvas.line([(start, y), (start + side * 90, y - 24)], 12, CREAM)
    canvas.text(430, 204, "Folkbildning", 104, RED_DARK, bold=2)
    canvas.text(434, 294, "Halland", 74, RED, spacing=4)
    return canvas.png()


def draw_logo_partnership() -> bytes:
    """An invented logo for a partnership: three rings that hold together."""
    canvas = Canvas(1200, 400)
    for x, y, tone in ((145, 155, MOSS), (255, 155, SEA_MID), (200, 250, AMBER)):
        canvas.ring(x, y, 105, 30, tone)
    canvas.text(430, 204, "Partnerskapet", 96, MOSS_DARK, bold=2)
    canvas.text(434, 290, "sociala innovationer", 62, MOSS, spacing=1)
    return canvas.png()


def draw_logo_havsbris() -> bytes:
    """An invented logo for an example association: a sail."""
    canvas = Canvas(1200, 400)
    canvas.polygon([(215, 50), (215, 280), (350, 280)], SEA_MID)
    canvas.polygon([(195, 90), (195, 280), (80, 280)], SEA_LIGHT)
    canvas.half(210, 295, 150, 62, SEA, 0, 180)
    canvas.text(430, 250, "Havsbris", 130, SEA, bold=2)
    return canvas.png()


def draw_eu_emblem() -> bytes:
    """The European emblem, as funding statements require it: twelve stars in a circle on blue."""
    canvas = Canvas(900, 600, "#003399")
    for hour in range(12):
        angle = hour / 12 * math.tau
        x, y = 450 + 200 * math.cos(angle), 300 + 200 * math.sin(angle)
        tips = [
            (radius, corner / 10 * math.tau - math.pi / 2)
            for corner in range(10)
            for radius in [(33.3, 12.7)[corner % 2]]
        ]
        canvas.polygon([(x + radius * math.cos(turn), y + radius * math.sin(turn)) for radius, turn in tips], "#ffcc00")
    return canvas.png()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One image of the demo: how it is drawn and what an editor would write about it."""

    key: str
    file_name: str
    title: str
    draw: Callable[[], bytes]
    alt: str = ""
    is_decorative: bool = False
    credit: str = CREDIT
    size: tuple[int, int] = PHOTO_SIZE
    focal_point: tuple[int, int, int, int] | None = None
    """Centre x, centre y, width and height in pixels, as Wagtail stores it."""


_ALL = (
    Picture(
        key="coast",
        file_name="kust-med-fyr.jpg",
        title="Kust med fyr",
        draw=draw_coast,
        alt="Tecknad kust i kvällsljus: en rödvit fyr på en udde, en segelbåt och sanddyner med strandråg.",
        focal_point=(1190, 420, 520, 620),
    ),
    Picture(
        key="talks",
        file_name="samtalscirklar.jpg",
        title="Två samtalscirklar",
        draw=draw_talks,
        alt="Två grupper människor, sedda uppifrån, samtalar runt varsitt runt bord.",
        focal_point=(815, 505, 1400, 860),
    ),
    Picture(
        key="theatre",
        file_name="teaterscen.jpg",
        title="Teaterscen med två stolar",
        draw=draw_theatre,
        alt="En teaterscen med röd ridå. Två fåtöljer och ett litet bord står i strålkastarljus framför en publik.",
        focal_point=(800, 660, 760, 360),
    ),
    Picture(
        key="digital-meeting",
        file_name="digitalt-mote.jpg",
        title="Digitalt möte",
        draw=draw_digital_meeting,
        alt="En bärbar dator med nio deltagare i ett videomöte. En mugg och en växt står bredvid.",
        focal_point=(800, 420, 920, 640),
    ),
    Picture(
        key="hall",
        file_name="konferenssal.jpg",
        title="Konferenssal",
        draw=draw_hall,
        alt="En konferenssal med fulla stolsrader. På scenen talar en person bredvid en stor bildskärm.",
        focal_point=(700, 400, 1000, 640),
    ),
    Picture(
        key="bridge",
        file_name="bro-mellan-kullar.jpg",
        title="Bro mellan två kullar",
        draw=draw_bridge,
        alt="En röd bro förbinder två gröna kullar med hus. Fyra personer går över bron.",
        focal_point=(800, 580, 900, 460),
    ),
    Picture(
        key="together",
        file_name="band-som-mots.jpg",
        title="Band som möts",
        draw=draw_together,
        alt="Färgade band från två håll griper in i varandra som två händer.",
        focal_point=(800, 500, 760, 640),
    ),
    Picture(
        key="avenue",
        file_name="hostalle.jpg",
        title="Allé om hösten",
        draw=draw_avenue,
        alt="Två personer promenerar i en allé med röda och gula höstträd.",
        focal_point=(800, 640, 360, 420),
    ),
    Picture(
        key="survey",
        file_name="enkatsvar.jpg",
        title="Enkätsvar",
        draw=draw_survey,
        alt="Ett papper med tjugoen rutor. Tjugo rutor är ikryssade, en är tom.",
        focal_point=(800, 500, 1040, 640),
    ),
    Picture(
        key="chart",
        file_name="stapeldiagram.jpg",
        title="Stapeldiagram",
        draw=draw_chart,
        alt="Två personer framför ett stapeldiagram utan siffror. En av dem pekar på den högsta stapeln.",
        focal_point=(760, 460, 960, 680),
    ),
    Picture(
        key="letter",
        file_name="brev.jpg",
        title="Brev i kuvert",
        draw=draw_letter,
        alt="Ett öppet kuvert med ett brev. Överst på brevet finns ett rött hjärta.",
        focal_point=(800, 500, 820, 800),
    ),
    Picture(
        key="map",
        file_name="hallands-kommuner.jpg",
        title="Hallands sex kommuner",
        draw=draw_map,
        alt=(
            "Förenklad karta över Hallands kust med en prick för varje kommun: "
            "Kungsbacka, Varberg, Falkenberg, Halmstad, Laholm och Hylte."
        ),
        focal_point=(880, 470, 860, 860),
    ),
    Picture(
        key="clubhouse",
        file_name="foreningshus.jpg",
        title="Föreningshus",
        draw=draw_clubhouse,
        alt="Ett rött föreningshus med vimplar. Sex personer står på gräset framför.",
        focal_point=(800, 580, 900, 700),
    ),
    Picture(
        key="growth",
        file_name="tre-trad.jpg",
        title="Tre träd som växer",
        draw=draw_growth,
        alt="Tre träd på en kulle. Varje träd är större än det förra.",
        focal_point=(900, 520, 1100, 760),
    ),
    Picture(key="waves", file_name="vagor.jpg", title="Vågor", draw=draw_waves, is_decorative=True),
    *(
        Picture(
            key=f"portrait-{name}",
            file_name=f"portratt-{name}.jpg",
            title=title,
            draw=draw,
            alt=alt,
            size=PORTRAIT_SIZE,
            focal_point=(400, 350, 420, 480),
        )
        for name, title, draw, alt in (
            ("sea", "Porträtt i blått", draw_portrait_sea, "Tecknad siluett i blått, utan ansikte."),
            ("moss", "Porträtt i grönt", draw_portrait_moss, "Tecknad siluett i grönt, utan ansikte."),
            ("sand", "Porträtt i brunt", draw_portrait_sand, "Tecknad siluett i brunt, utan ansikte."),
            ("red", "Porträtt i rött", draw_portrait_red, "Tecknad siluett i rött, utan ansikte."),
        )
    ),
    Picture(
        key="logo-hok",
        file_name="logotyp-hok.png",
        title="Logotyp HÖK",
        draw=draw_logo_hok,
        alt="HÖK, Halländska Överenskommelsen",
        size=(1200, 400),
    ),
    Picture(
        key="logo-region",
        file_name="emblem-regionen.png",
        title="Emblem för regionen i demon",
        draw=draw_logo_region,
        alt="Emblem med sex sexhörningar runt en röd mitt",
        size=(600, 600),
    ),
    Picture(
        key="logo-folkbildning",
        file_name="logotyp-folkbildning.png",
        title="Logotyp Folkbildning Halland (påhittad)",
        draw=draw_logo_folkbildning,
        alt="Folkbildning Halland",
        size=(1200, 400),
    ),
    Picture(
        key="logo-partnership",
        file_name="logotyp-partnerskapet.png",
        title="Logotyp Partnerskapet sociala innovationer (påhittad)",
        draw=draw_logo_partnership,
        alt="Partnerskapet sociala innovationer",
        size=(1200, 400),
    ),
    Picture(
        key="logo-havsbris",
        file_name="logotyp-havsbris.png",
        title="Logotyp Havsbris (påhittad)",
        draw=draw_logo_havsbris,
        alt="Havsbris",
        size=(1200, 400),
    ),
    Picture(
        key="eu-emblem",
        file_name="eu-emblem.png",
        title="EU-emblemet",
        draw=draw_eu_emblem,
        alt="EU-flaggan: tolv gula stjärnor i en cirkel på blå botten",
        credit="Europeiska unionen",
        size=(900, 600),
    ),
)

PICTURES: dict[str, Picture] = {picture.key: picture for picture in _ALL}
"""Every picture of the demo by its key."""
