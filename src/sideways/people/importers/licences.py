"""The licences that the registers are published under."""

OGL = "Open Government Licence v3.0"
CC_BY = "CC BY 4.0"
