mock_resource "azapi_resource" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.Web/sites/lateloop-loopkeeper"
  }
}
