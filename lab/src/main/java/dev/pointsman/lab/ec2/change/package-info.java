/** The actions that change the VPC, one file each, and the rules that routes obey. */
package dev.pointsman.lab.ec2.change;
