package dev.agentpool.api;

/**
 * One chain's fate when several are submitted: a refused one keeps no other back.
 *
 * {@snippet :
 * List<List<Step>> chains =
 *     List.of(List.of(Step.prompt("one", "Say one.")), List.of(Step.prompt("two", "Say two.")));
 * for (ChainSubmission submission : pool.fanOutChains(chains, ChainOptions.DEFAULTS)) {
 *   switch (submission) {
 *     case ChainSubmission.Accepted(ChainHandle chain) -> System.out.println(chain.await().output());
 *     case ChainSubmission.Refused(String code, String why) -> System.out.println(why);
 *   }
 * }
 * }
 */
public sealed interface ChainSubmission {
  /** It is under way. */
  record Accepted(ChainHandle chain) implements ChainSubmission {}

  /**
   * It was not accepted.
   *
   * @param code stable, as of {@link PoolException#code}
   * @param why for people
   */
  record Refused(String code, String why) implements ChainSubmission {}
}
