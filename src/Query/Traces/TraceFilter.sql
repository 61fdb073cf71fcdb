-- An empty value lets everything through; the analyzer folds such a condition away, so it costs nothing and hides no index.
project = {project:String}
    AND start_time >= {since:DateTime64(6, 'UTC')}
    AND start_time < {until:DateTime64(6, 'UTC')}
    AND ({tenant_id:String} = '' OR project = {tenant_id:String})
    AND ({model:String} = '' OR model = {model:String} OR has(models, {model:String}))
    AND ({provider:String} = '' OR provider = {provider:String} OR has(providers, {provider:String}))
    AND ({status:String} = '' OR status = {status:String})
    AND ({source:String} = '' OR source = {source:String} OR project = {source:String} OR has(tags, {source:String}))
    AND ({routing_alias:String} = '' OR routing_alias = {routing_alias:String})
    /* conditions */
