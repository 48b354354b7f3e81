package dev.agentpool.node.persona;

import dev.agentpool.settings.Settings;
import dev.agentpool.task.TaskRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Finds who does a task. A node takes over attempts before the daemon is whole, so whoever needs
 * the persona of a marked task waits until it is there. Thread-safe.
 */
public final class Personas {
  /** A task with a tag that begins so has one. */
  public static final String TAG = "mail:";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final CompletableFuture<Persona> there = new CompletableFuture<>();
  private final Function<Settings, Optional<String>> servers;

  /**
   * @param servers the name of the tool server that a session of these settings has inside the
   *     daemon; known from the start, since sessions are taken over before anything else is there
   */
  public Personas(Function<Settings, Optional<String>> servers) {
    this.servers = servers;
  }

  /** For a node all of whose tasks are nobody's in particular. */
  public static Personas none() {
    Personas none = new Personas(_ -> Optional.empty());
    none.are(Persona.NOBODY);
    return none;
  }

  /** From now on; the first word counts. */
  public void are(Persona persona) {
    there.complete(persona);
  }

  /** Whether the task is one that somebody in particular does. */
  public static boolean isMarked(TaskRecord task) {
    return task.spec().tags().stream().anyMatch(tag -> tag.startsWith(TAG));
  }

  /** Of a task. Waits for it while the daemon starts. */
  public Persona of(TaskRecord task) {
    return isMarked(task) ? awaited() : Persona.NOBODY;
  }

  /** The tool server of a session of these settings. */
  public Optional<String> server(Settings settings) {
    return servers.apply(settings);
  }

  /** Of a session that has its tools. Waits for it while the daemon starts. */
  public Persona serving() {
    return awaited();
  }

  private Persona awaited() {
    try {
      return there.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Persona.NOBODY;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the experts of this daemon are not there yet", e);
    }
  }
}
