package dev.agentpool.api;

import dev.agentpool.answer.ChainProgress;
import dev.agentpool.answer.ChainResult;
import java.time.Duration;
import java.util.Optional;

/**
 * A chain or a running workflow, by its id. It can be asked from any thread, and again from another
 * program with {@link Pool#chain(String)}.
 *
 * {@snippet :
 * ChainHandle chain =
 *     pool.chain(List.of(Step.prompt("one", "Say one."), Step.prompt("two", "{previous_output}!")));
 * ChainResult result = chain.await();
 * System.out.println(result.output() + " for " + result.cost());
 * }
 */
public interface ChainHandle {
  /** Its id: {@code chain-} and hexadecimal digits. */
  String id();

  /** Where it is. */
  ChainProgress progress();

  /** Waits until it has ended. Interrupting the thread leaves it alone. */
  ChainResult await();

  /**
   * The same, for so long at most.
   *
   * @return empty when the time was over first; the chain goes on
   */
  Optional<ChainResult> await(Duration atMost);

  /** What it brought so far. */
  ChainResult result();

  /**
   * Cancels it, as every face does: the steps that run are ended, the others skipped. An ended
   * chain stays as it is.
   */
  default void cancel() {
    cancel(true);
  }

  /**
   * The same.
   *
   * {@snippet :
   * ChainHandle chain = pool.chain(List.of(Step.prompt("one", "Say one.")));
   * chain.cancel(true);
   * System.out.println(chain.await().state());
   * }
   *
   * @param killCurrent false: steps that run finish
   */
  void cancel(boolean killCurrent);
}
