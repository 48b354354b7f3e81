package dev.agentpool.ledger.space;

import java.util.function.Function;

/** How a thing is written as the text of a note. */
public interface Codec<T> {
  /** Texts as they are. */
  Codec<String> TEXT = of(text -> text, text -> text);

  String write(T value);

  /** Throws any unchecked exception, its message for people, for a text that is none of these. */
  T read(String text);

  static <T> Codec<T> of(Function<T, String> write, Function<String, T> read) {
    return new Codec<>() {
      @Override
      public String write(T value) {
        return write.apply(value);
      }

      @Override
      public T read(String text) {
        return read.apply(text);
      }
    };
  }
}
