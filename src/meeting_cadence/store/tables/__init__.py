"""Tables, one module per topic. They share `SQLModel.metadata`; import the module whose tables you need."""
