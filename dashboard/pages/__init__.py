"""One module a page; each has one public function, `show`."""
