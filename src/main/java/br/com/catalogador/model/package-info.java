/**
 * Values shared by several packages: ids of users and sessions, what renews a login at the broker,
 * and the asset list. Only immutable records without behavior that belong to no single package.
 *
 * <p>Thread-safe.
 */
package br.com.catalogador.model;
