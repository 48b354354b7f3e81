/**
 * Doubles to test a pool with: a scripted agent, a fake model API and a clock that is set by hand.
 * Depends on the JDK, JSpecify and Jackson only.
 */
@org.jspecify.annotations.NullMarked
package dev.agentpool.testkit;
