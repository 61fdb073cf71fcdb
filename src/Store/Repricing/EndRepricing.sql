KILL MUTATION WHERE database = currentDatabase() AND table = 'spans' AND mutation_id = {id:String} SYNC
