"""The pages: each view calls one service and shows what is known. Every form works without JavaScript."""
