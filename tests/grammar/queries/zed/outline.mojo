comptime LIMIT = 4
#<^^^^^^^^ context
#<^^^^^^^^^^^^^^^^^^ item
#        ^^^^^ name


struct Point(Copyable, Writable):
#<^ item*14
#<^^^^^^ context
#      ^^^^^ name
    """A place."""

    var x: Int
#   ^^^ context
#   ^^^^^^^^^^ item
#       ^ name

    def __init__(out self):
#   ^ item*4
#   ^^^ context
#       ^^^^^^^^ name
#               ^ context
#                        ^ context
        """At the origin."""
        self.x = 0

    @staticmethod
#   ^ annotation
    def of(x: Int) -> Point:
#   ^ item*3
#   ^^^ context
#       ^^ name
#         ^ context
#                ^ context
        return Point(x)


trait Shape:
#<^ item*7
#<^^^^^ context
#     ^^^^^ name
    """Has an area."""

    def area(self) -> Int:
#   ^ item*3
#   ^^^ context
#       ^^^^ name
#           ^ context
#                ^ context
        ...


__enum Color(Equatable):
#<^ item*4
#<^^^^^^ context
#      ^^^^^ name
    case Red
#   ^^^^ context
#   ^^^^^^^^ item
#        ^^^ name
    case Gray(Int)
#   ^^^^ context
#   ^^^^^^^^^^^^^^ item
#        ^^^^ name


__extension Point(Shape):
#<^ item*5
#<^^^^^^^^^^^ context
#           ^^^^^ name
    def area(self) -> Int:
#   ^ item*3
#   ^^^ context
#       ^^^^ name
#           ^ context
#                ^ context
        return 0


def main():
#<^ item*7
#<^^^ context
#   ^^^^ name
#       ^ context
#        ^ context
    """Runs."""

    def inner[n: Int](): pass
#   ^ item
#   ^^^ context
#       ^^^^^ name
#                    ^ context
#                     ^ context

    inner[3]()
    print(pkg.Point.of(1).area(), .Gray(1))
