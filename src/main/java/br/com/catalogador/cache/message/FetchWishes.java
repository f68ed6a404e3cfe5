package br.com.catalogador.cache.message;

import java.util.List;

/**
 * What a user wants fetched.
 *
 * @param wishes the next one first
 */
public record FetchWishes(List<FetchWish> wishes) {
  public static final FetchWishes NONE = new FetchWishes(List.of());

  public FetchWishes {
    wishes = List.copyOf(wishes);
  }
}
