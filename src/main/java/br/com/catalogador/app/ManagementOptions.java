package br.com.catalogador.app;

/**
 * Where operators ask.
 *
 * @param host address to listen on; whoever reaches it sees everything, so not a public one
 * @param port port to listen on; 0 takes any free one
 */
record ManagementOptions(String host, int port) {}
