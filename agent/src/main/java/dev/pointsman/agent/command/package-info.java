/** The commands of the agent that people call: {@code install} and {@code status}. They read the command line, hand over, and print. */
package dev.pointsman.agent.command;
