import this
print('The envoy said that the talks go on.')
