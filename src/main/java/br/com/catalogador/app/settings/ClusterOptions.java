package br.com.catalogador.app.settings;

import br.com.catalogador.support.Secret;
import java.util.Set;

/**
 * The options of a server in a cluster.
 *
 * @param name name of the cluster; servers with another name do not join
 * @param host address of this server for the others; both ports are bound to it only
 * @param port port of Hazelcast, which manages the membership
 * @param busPort port of the event bus; 0 for any free one
 * @param members possible servers of the cluster, which may include this one: {@code host} or
 *     {@code host:port}; a host name may have several addresses
 * @param secret shared secret; servers with another one do not join
 */
public record ClusterOptions(
    String name, String host, int port, int busPort, Set<String> members, Secret secret) {
  public ClusterOptions {
    members = Set.copyOf(members);
  }
}
