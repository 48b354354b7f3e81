package dev.agentpool.examples;

import dev.agentpool.answer.Provider;
import dev.agentpool.answer.Question;
import dev.agentpool.api.Pool;
import java.nio.file.Path;

/** What waits for a person, and which agent CLIs there are. */
public final class InboxExample {
  private InboxExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      pool.run("Say hello.");
      for (Question question : pool.questions().waiting().questions()) {
        System.out.println(question.id() + ": " + question.title());
      }
      System.out.println(pool.questions().waiting().questions().size() + " questions wait");
      for (Provider provider : pool.providers().list()) {
        System.out.println(provider.name() + (provider.usable() ? " can be used" : " cannot"));
      }
    }
  }
}
