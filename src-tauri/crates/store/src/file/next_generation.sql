UPDATE generation SET previous = current, current = randomblob(16)
