def archive(var entry: String, mut log: List[String]):
    log.append(entry^)


def main():
    var log = List[String]()
    var message = String("the build is green")
    archive(message^, log)
    print("sent:", message)
