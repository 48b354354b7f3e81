package dev.agentpool.request;

/**
 * What a request does to something that may also be without a value: in JSON its member is absent,
 * null, or the value.
 */
public sealed interface Change<T> {
  /** Nothing was said: it stays as it is. */
  record Kept<T>() implements Change<T> {}

  /** It has no value from now on. */
  record Removed<T>() implements Change<T> {}

  /** It has this value from now on. */
  record Given<T>(T value) implements Change<T> {}
}
