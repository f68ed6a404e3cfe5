package br.com.catalogador.app.settings;

/**
 * The address of the operators' port.
 *
 * @param host address to listen on; must not be public, because the port has no authentication
 * @param port port to listen on; 0 for any free one
 */
public record ManagementOptions(String host, int port) {}
