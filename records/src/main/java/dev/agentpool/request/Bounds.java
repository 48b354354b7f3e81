package dev.agentpool.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The least and the most that a number of a request may be, as schemas tell it; of a duration in
 * milliseconds, of a text its characters, of a list its elements. The record refuses what is
 * outside by itself.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Bounds {
  /** Taken too. */
  long least();

  /** Taken too; without one there is no most. */
  long most() default Long.MAX_VALUE;
}
