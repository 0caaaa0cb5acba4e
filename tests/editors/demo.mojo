def archive(var message: String, mut log: List[String]):
    log.append(message^)


def main():
    var log = List[String]()
    var message = String("the build is green")
    archive(message^, log)
    print("sent:", message)
