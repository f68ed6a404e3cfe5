package br.com.catalogador.app.settings;

import br.com.catalogador.support.Secret;
import java.util.Set;

/**
 * How this server finds the others of its cluster and they find it.
 *
 * @param name servers of another name are none of this cluster
 * @param host the address of this server that the others reach; nothing listens on any other
 * @param port where membership is kept
 * @param busPort where messages come in; 0 for any free one
 * @param members where servers of the cluster may be, this one perhaps among them: {@code host} or
 *     {@code host:port}; a name that stands for several addresses names them all
 * @param secret servers that do not have it are none of this cluster
 */
public record ClusterOptions(
    String name, String host, int port, int busPort, Set<String> members, Secret secret) {
  public ClusterOptions {
    members = Set.copyOf(members);
  }
}
