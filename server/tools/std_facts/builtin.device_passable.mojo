# What they refine and ask for is not printed.

trait DevicePassable(__Unknown):
    ...

trait DeviceTypeEncoder(__Unknown):
    ...
