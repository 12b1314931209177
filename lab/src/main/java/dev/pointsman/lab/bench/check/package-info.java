/** What a pull request costs: checking and testing definitions, from the command line to the verdict. */
package dev.pointsman.lab.bench.check;
