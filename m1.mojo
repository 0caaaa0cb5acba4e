def f(shelf: List[Int], mut other: List[String]):
    var x = shelf.
    while True:
        pass
