/**
 * Values that several packages pass to each other: identifiers of users and sessions, the asset
 * list. Only immutable records without behavior that belong to no single package.
 *
 * <p>Any thread may use them.
 */
package br.com.catalogador.model;
