package dev.agentpool.cli.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an argument that is a task's id: it may be said in short, see {@link TaskWords}. The field is
 * a text or a list of texts, and holds whole ids when the command runs.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface NamesTask {
  /** Whether only a task that stands for a chain is meant. */
  boolean chain() default false;

  /** Whether the id of a mail names the task that does its work. */
  boolean mail() default false;
}
