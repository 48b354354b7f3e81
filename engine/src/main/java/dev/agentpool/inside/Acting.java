package dev.agentpool.inside;

import java.util.Optional;

/**
 * For whom the current thread works. Faces say it once a request; whoever does the work asks here.
 * A thread that was started without {@link #carried} works for the daemon itself.
 */
public final class Acting {
  private static final ScopedValue<Caller> CALLER = ScopedValue.newInstance();

  private Acting() {}

  /** Something that throws what it likes. */
  public interface Work<T> {
    T done() throws Exception;
  }

  public static <T> T as(Caller caller, Work<T> work) throws Exception {
    return ScopedValue.where(CALLER, caller).call(work::done);
  }

  /** The same work for a thread of its own: it goes on for whom it was given out. */
  public static Runnable carried(Runnable work) {
    Caller caller = current();
    return () -> ScopedValue.where(CALLER, caller).run(work);
  }

  public static Caller current() {
    return CALLER.orElse(Caller.PERSON);
  }

  /** The insider for whom this thread works; empty for a person and for the daemon itself. */
  public static Optional<Caller.Insider> insider() {
    return current() instanceof Caller.Insider insider ? Optional.of(insider) : Optional.empty();
  }
}
