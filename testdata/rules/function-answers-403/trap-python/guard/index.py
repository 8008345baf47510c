def handler(event, context):
    return {"status": "403", "statusDescription": "Forbidden"}
