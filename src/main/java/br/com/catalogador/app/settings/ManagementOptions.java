package br.com.catalogador.app.settings;

/**
 * Where operators ask.
 *
 * @param host address to listen on; whoever reaches it sees everything, so not a public one
 * @param port port to listen on; 0 takes any free one
 */
public record ManagementOptions(String host, int port) {}
