INSERT INTO derivations (name, position, is_done) SELECT {name:String}, {position:DateTime64(6, 'UTC')}, {is_done:Bool}
