comptime LIMIT = 4
#<^^^^^^^^^^^^^^^^^^ definition.constant
#        ^^^^^ name


struct Point(Copyable, Writable):
#<^ definition.struct*14
#      ^^^^^ name
#            ^^^^^^^^ reference.class name
#                      ^^^^^^^^ reference.class name
    """A place."""

    var x: Int
#   ^^^^^^^^^^ definition.field
#       ^ name

    def __init__(out self):
#   ^ definition.function*4
#       ^^^^^^^^ name
        """At the origin."""
        self.x = 0

    @staticmethod
    def of(x: Int) -> Point:
#   ^ definition.function*3
#       ^^ name
        return Point(x)
#              ^^^^^ name
#              ^^^^^^^^ reference.call


trait Shape:
#<^ definition.interface*7
#     ^^^^^ name
    """Has an area."""

    def area(self) -> Int:
#   ^ definition.function*3
#       ^^^^ name
        ...


__enum Color(Equatable):
#<^ definition.enum*4
#      ^^^^^ name
#            ^^^^^^^^^ reference.class name
    case Red
#   ^^^^^^^^ definition.constant
#        ^^^ name
    case Gray(Int)
#   ^^^^^^^^^^^^^^ definition.constant
#        ^^^^ name


__extension Point(Shape):
#                 ^^^^^ reference.class name
    def area(self) -> Int:
#   ^ definition.function*3
#       ^^^^ name
        return 0


def main():
#<^ definition.function*7
#   ^^^^ name
    """Runs."""

    def inner[n: Int](): pass
#   ^ definition.function
#       ^^^^^ name

    inner[3]()
#   ^^^^^ name
#   ^^^^^^^^^^ reference.call
    print(pkg.Point.of(1).area(), .Gray(1))
#   ^^^^^ name
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reference.call
#         ^^^^^^^^^^^^^^^ reference.call
#         ^^^^^^^^^^^^^^^^^^^^^^ reference.call
#                   ^^ name
#                         ^^^^ name
#                                 ^^^^^^^^ reference.call
#                                  ^^^^ name
