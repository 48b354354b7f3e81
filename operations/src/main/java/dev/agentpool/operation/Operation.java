package dev.agentpool.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be asked of agentpool. REST makes its route of it, the OpenAPI document its
 * words, MCP its tool's schemas, the library its call: what is said here is said nowhere else.
 *
 * @param name feature and verb, as in {@code slot.claim}
 * @param summary one line for people
 * @param takes the request's record
 * @param route how HTTP asks for it
 * @param awaited what comes of the work that it submits, where HTTP may wait for that; else null
 * @param <Q> the request
 * @param <A> the answer
 */
public record Operation<Q extends Record, A>(
    String name,
    String summary,
    Class<Q> takes,
    Gives<A> gives,
    Route route,
    Work<Q, A> work,
    @Nullable Awaited<Q, A> awaited) {

  /** Does it. What it throws is told to whoever asked, as each face tells it. */
  public interface Work<Q, A> {
    A answer(Asking asking, Q request) throws Exception;
  }

  /** An operation under a name; the rest of its row follows. */
  public static Named named(String name, String summary) {
    return new Named(name, summary);
  }

  /** The first half of a row. */
  public record Named(String name, String summary) {
    public <Q extends Record> Taking<Q> takes(Class<Q> request) {
      return new Taking<>(this, request);
    }
  }

  /** A row that knows its request. */
  public record Taking<Q extends Record>(Named named, Class<Q> request) {
    public <A> Giving<Q, A> gives(Gives<A> answer) {
      return new Giving<>(this, answer);
    }

    public <A> Giving<Q, A> gives(Class<A> answer) {
      return gives(Gives.one(answer));
    }

    public <A> Giving<Q, List<A>> givesList(Class<A> element) {
      return gives(Gives.list(element));
    }

    /** It answers nothing but that it was done. */
    public Giving<Q, Done> givesNothing() {
      return gives(Gives.NOTHING);
    }
  }

  /** A row that knows its answer too. */
  public record Giving<Q extends Record, A>(Taking<Q> taking, Gives<A> gives) {
    public Routed<Q, A> at(Route route) {
      return new Routed<>(this, route);
    }
  }

  /** A row that lacks only its work. */
  public record Routed<Q extends Record, A>(Giving<Q, A> giving, Route route) {
    public Operation<Q, A> does(Work<Q, A> work) {
      Taking<Q> taking = giving.taking();
      return new Operation<>(
          taking.named().name(),
          taking.named().summary(),
          taking.request(),
          giving.gives(),
          route,
          work,
          null);
    }
  }

  /** The same; whoever asks over HTTP waits for what it submits, unless they say otherwise. */
  public Operation<Q, A> awaited(Class<?> outcome, Awaited.Wait<Q, A> wait) {
    return new Operation<>(name, summary, takes, gives, route, work, new Awaited<>(outcome, wait));
  }

  /** For instance {@code slot}. */
  public String feature() {
    return name.substring(0, name.indexOf('.'));
  }
}
