/** What the candle cache is asked and answers. */
package br.com.catalogador.cache.message;
