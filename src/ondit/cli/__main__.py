"""`python -m ondit.cli` is `ondit`."""

from ondit.cli import main

if __name__ == "__main__":
    main()
