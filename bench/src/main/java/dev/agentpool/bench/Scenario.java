package dev.agentpool.bench;

/** One thing to measure, and its baseline. */
interface Scenario {
  /** As the command line names it. */
  String name();

  /** One sentence: what is measured, and beside what. */
  String about();

  void run(Lab lab) throws Exception;
}
