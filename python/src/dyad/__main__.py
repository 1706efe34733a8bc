from dyad import main

main()
