-- Every condition costs time when a statement is planned, so only those are there that let not everything through.
project = {project:String}
    /* conditions */
