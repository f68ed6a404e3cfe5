package br.com.catalogador.app.settings;

/**
 * The operators' port, and what is watched for them.
 *
 * @param host address to listen on; must not be public, because the port has no authentication
 * @param port port to listen on; 0 for any free one
 * @param backupMark file whose time is that of the last backup; empty for none
 */
public record ManagementOptions(String host, int port, String backupMark) {}
