try{top.document.documentElement.dataset.ran='yes'}catch(e){}try{localStorage.ran='yes'}catch(e){}try{new Image().src='/ran'}catch(e){}
