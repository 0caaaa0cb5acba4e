"""An inbox that gives its letters away: three ownership mistakes to look at."""


@fieldwise_init
struct Letter(Movable):
    var sender: String
    var text: String


struct Archive(Movable):
    var letters: List[Letter]

    def __init__(out self):
        self.letters = List[Letter]()

    def keep(mut self, var letter: Letter):
        self.letters.append(letter^)


def answer(letter: Letter) -> Bool:
    return letter.sender.byte_length() > 3


def sort(var letter: Letter, mut archive: Archive):
    if answer(letter):
        archive.keep(letter^)
    print("sorted a letter from", letter.sender)


def deliver(count: Int, mut archive: Archive):
    var letter = Letter("ada", "see you at noon")
    for _ in range(count):
        archive.keep(letter^)


def forward(letter: Letter, mut archive: Archive):
    archive.keep(letter)


def main():
    var archive = Archive()
    deliver(2, archive)
    sort(Letter("grace", "the moth is out"), archive)
    forward(Letter("alan", "it halts"), archive)
