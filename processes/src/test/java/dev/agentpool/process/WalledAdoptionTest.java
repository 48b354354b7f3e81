package dev.agentpool.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A session behind walls is taken over as any other. */
class WalledAdoptionTest extends AdoptionTest {
  @Override
  Sessions opened() {
    Sessions.Setup best = Sessions.Setup.best();
    assumeTrue(best.walled(), "needs bubblewrap");
    return new Sessions(folder, best);
  }
}
